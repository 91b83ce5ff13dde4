import { contentName } from "@streamform/core";
import {
  type JobSpec,
  KubeConfigMap,
  KubeJob,
  KubeServiceAccount,
  type PodTemplateSpec,
  Quantity,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { podSecurity } from "../../pod-security.js";
import { failsFor } from "../../tools-job.js";
import { containerSecurity } from "../../../kubernetes/pod-security.js";
import type { Login } from "../../../components/clients/users/login.js";
import { restConfigOf, secretsOf } from "../../../components/clients/kafka-connect/connectors.js";
import { restPort } from "../../../components/clients/kafka-connect/names.js";
import type { ConnectKubernetes } from "../../behaviour/connect.js";
import { jobLabels, restService } from "./names.js";

const serviceAccount = "connectors";
const files = "/etc/streamform/files";

/** What the Job's pod asks for: cores and MiB. It runs bash and curl. */
export const compute = { cpu: 0.05, memory: 64 } as const;

/**
 * The Job that brings connectors to workers that no operator looks after. It is run again with every change of the workers, too: tasks that failed
 * for want of a plugin or secret are started again.
 */
export function job(
  { chart, spec, environment, asset, uses: { kafka } }: ConnectKubernetes,
  login: Login,
  workers: PodTemplateSpec,
): void {
  const connectors = Object.entries(spec.connectors).sort(([a], [b]) => (a < b ? -1 : 1));
  const data = {
    "apply-connectors.sh": asset(new URL("./templates/apply-connectors.sh", import.meta.url)),
    "connectors.tsv": connectors.map(([name, { state }]) => `${name}\t${state}\n`).join(""),
    ...Object.fromEntries(
      connectors.map(([name, connector]) => [
        `${name}.json`,
        `${JSON.stringify(restConfigOf(name, connector, { login, owner: environment.name }), null, 2)}\n`,
      ]),
    ),
  };
  const jobSpec = (filesMap: string): JobSpec => ({
    backoffLimit: 6,
    activeDeadlineSeconds: 3600,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: { rules: [failsFor("apply-connectors")] },
    template: {
      metadata: { labels: jobLabels(environment) },
      spec: {
        serviceAccountName: serviceAccount,
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        securityContext: podSecurity,
        containers: [
          {
            name: "apply-connectors",
            image: kafka.programs.image,
            imagePullPolicy: "IfNotPresent",
            command: ["bash", `${files}/apply-connectors.sh`],
            env: [
              { name: "CONNECT_URL", value: `http://${restService}:${restPort}` },
              { name: "CONNECTORS_DIR", value: files },
              { name: "OWNER", value: environment.name },
            ],
            resources: {
              requests: {
                cpu: Quantity.fromString(`${compute.cpu * 1000}m`),
                memory: Quantity.fromString(`${compute.memory}Mi`),
              },
              limits: { memory: Quantity.fromString(`${compute.memory}Mi`) },
            },
            securityContext: containerSecurity,
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "FallbackToLogsOnError",
            volumeMounts: [
              { name: "files", mountPath: files, readOnly: true },
              { name: "tmp", mountPath: "/tmp" },
            ],
          },
        ],
        volumes: [
          { name: "files", configMap: { name: filesMap, defaultMode: 0o444 } },
          { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("16Mi") } },
        ],
      },
    },
  });
  const name = contentName(chart, "connectors", [data, secretsOf(spec.connectors), workers, jobSpec("")]);
  new KubeServiceAccount(chart, "job-service-account", {
    metadata: { name: serviceAccount },
    automountServiceAccountToken: false,
  });
  new KubeConfigMap(chart, "connectors", { metadata: { name }, immutable: true, data });
  new KubeJob(chart, "job", { metadata: { name }, spec: jobSpec(name) });
}
