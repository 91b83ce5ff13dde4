import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { type Workload, workloads } from "../../../kubernetes/workload.js";
import { ownUserPods } from "../../clients/users/own-user.js";
import { checks } from "./checks.js";
import { kubernetes } from "./kubernetes.js";
import { port, portName } from "./names.js";
import { lagExporterSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Measures consumer lag. Apart from `observability`, which uses all workloads and so cannot add one. */
export const lagExporter = defineComponent({
  name: "lag-exporter",
  title: "Lag exporter",
  spec: lagExporterSpec,
  uses,
  kubernetes,
  contributes: [
    contribute(
      workloads,
      ({ spec, environment, uses: { kafka } }: DescribePart<typeof lagExporterSpec, typeof uses>): Workload[] => [
        {
          name: "lag exporter",
          labels: { "app.kubernetes.io/name": "lag-exporter", "app.kubernetes.io/part-of": environment.name },
          replicas: 1,
          requests: { cpu: spec.cpu, memory: spec.memory },
          limits: { memory: spec.memory },
          storage: 0,
          flows: [],
          metrics: { port, portName, of: "lag-exporter" },
        },
        ...ownUserPods(kafka, environment, "lag-exporter"),
      ],
    ),
  ],
  checks,
  diagram: () => ({
    nodes: [{ id: "lag-exporter", label: "Lag exporter", group: "Kubernetes" }],
    edges: [{ from: "lag-exporter", to: "kafka", label: "mtls" }],
  }),
});
