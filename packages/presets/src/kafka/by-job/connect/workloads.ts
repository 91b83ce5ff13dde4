import type { Workload } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import type { ConnectDescribed } from "../../behaviour/connect.js";
import { compute } from "./job.js";
import { jobLabels } from "./names.js";
import { workers } from "./process.js";

/** The workers and the connectors' Job. */
export function workloads(part: ConnectDescribed): Workload[] {
  const { environment } = part;
  return [
    workloadOf(workers(part)),
    {
      name: "connectors Job",
      labels: jobLabels(environment),
      replicas: 1,
      requests: compute,
      limits: { memory: compute.memory },
      storage: 0,
      flows: [],
    },
  ];
}
