import { IntOrString, KubeService } from "cdk8s-plus-29/lib/imports/k8s.js";
import { secretsOf } from "../../../components/clients/kafka-connect/connectors.js";
import { restPort, restPortName } from "../../../components/clients/kafka-connect/names.js";
import { deployment } from "../../../process/kubernetes/deployment.js";
import { job } from "../../../process/kubernetes/job.js";
import type { ConnectKubernetes } from "../../behaviour/connect.js";
import type { UserLogin } from "../../login.js";
import { connectorsProcess } from "./job.js";
import { restService } from "./names.js";
import { workers } from "./process.js";

/** The workers as a Deployment, the Service of their REST API, and the Job of the connectors. */
export function kubernetes(part: ConnectKubernetes, login: UserLogin): void {
  const process = workers(part, login);
  const template = deployment(part, process, { strategy: "one-by-one" });
  if (!template) return;
  new KubeService(part.chart, "rest", {
    metadata: { name: restService },
    spec: {
      type: "ClusterIP",
      selector: { ...process.labels },
      ports: [
        { name: restPortName, port: restPort, targetPort: IntOrString.fromString(restPortName), protocol: "TCP" },
      ],
    },
  });
  // It runs again with every change of the workers: tasks that failed for want of a plugin or secret are started again.
  job(part, connectorsProcess(part, login), [secretsOf(part.spec.connectors), template]);
}
