import type { DescribePart } from "@streamform/core";
import type { Workload } from "../../../kubernetes/workload.js";
import { applyWorkload } from "./apply-job.js";
import type { usersSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** The Job's pod, where there is a Job; nobody connects to it. */
export function pods({ uses: { kafka }, environment }: DescribePart<typeof usersSpec, typeof uses>): Workload[] {
  if (kafka.topicsBy === "strimzi") return [];
  const labels = { "app.kubernetes.io/name": "users", "app.kubernetes.io/part-of": environment.name };
  return [applyWorkload("users Job", labels)];
}
