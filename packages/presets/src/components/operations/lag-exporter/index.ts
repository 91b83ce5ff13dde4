import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import { ownLogin, ownUserPods } from "../../clients/users/own-user.js";
import { checks } from "./checks.js";
import { kubernetes } from "./kubernetes.js";
import { name } from "./names.js";
import { lagExporterProcess } from "./process.js";
import { lagExporterSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Measures consumer lag. */
export const lagExporter = defineComponent({
  name: "lag-exporter",
  title: "Lag exporter",
  spec: lagExporterSpec,
  uses,
  terraform,
  kubernetes,
  contributes: [
    contribute(workloads, (part: DescribePart<typeof lagExporterSpec, typeof uses>) => [
      workloadOf(lagExporterProcess(part)),
      ...ownUserPods(part.uses.kafka, part.environment, name),
    ]),
  ],
  checks,
  diagram: ({ uses: { kafka } }) => ({
    nodes: [{ id: name, label: "Lag exporter", group: "Kubernetes" }],
    edges: [{ from: name, to: "kafka", label: ownLogin(kafka, name)?.listener.name }],
  }),
});
