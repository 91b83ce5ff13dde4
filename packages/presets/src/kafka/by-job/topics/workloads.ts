import type { Workload } from "../../../kubernetes/workload.js";
import type { TopicsDescribed } from "../../behaviour/topics.js";
import { computeOf } from "./job.js";

/** The Job's pod; nobody connects to it. */
export function workloads({ uses: { kafka }, environment }: TopicsDescribed): Workload[] {
  const { cpu, memory, memoryLimit } = computeOf(kafka);
  return [
    {
      name: "topics Job",
      labels: { "app.kubernetes.io/name": "topics", "app.kubernetes.io/part-of": environment.name },
      replicas: 1,
      requests: { cpu, memory },
      limits: { memory: memoryLimit },
      storage: 0,
      flows: [],
    },
  ];
}
