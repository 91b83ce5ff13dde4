import type { DescribePart } from "@streamform/core";
import type { Workload } from "../../../kubernetes/workload.js";
import { computeOf } from "./job.js";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** The Job's pod, where there is a Job; nobody connects to it. */
export function pods({ uses: { kafka }, environment }: DescribePart<typeof topicsSpec, typeof uses>): Workload[] {
  if (kafka.topicsBy === "strimzi") return [];
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
