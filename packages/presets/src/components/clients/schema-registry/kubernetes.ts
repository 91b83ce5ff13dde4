import type { KubernetesPart } from "@streamform/core";
import { IntOrString, KubeService } from "cdk8s-plus-29/lib/imports/k8s.js";
import { deployment } from "../../../process/kubernetes/deployment.js";
import { topics as topicsComponent } from "../topics/index.js";
import { name, port } from "./names.js";
import { registryProcess } from "./process.js";
import type { schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

export function kubernetes(part: KubernetesPart<typeof schemaRegistrySpec, typeof uses>): void {
  const process = registryProcess(part);
  part.waitFor(topicsComponent); // it may not make its topic
  new KubeService(part.chart, "service", {
    metadata: { name },
    spec: {
      type: "ClusterIP",
      selector: { ...process.labels },
      ports: [{ name: "http", port, targetPort: IntOrString.fromString("http"), protocol: "TCP" }],
    },
  });
  deployment(part, process, { strategy: "one-by-one", deadline: 1200 });
}
