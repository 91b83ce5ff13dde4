import type { Workload } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import type { UsersDescribed } from "../../behaviour/users.js";
import { applyProcess } from "./apply-job.js";
import { appliedUsers } from "./applied.js";

export const jobLabels = (environment: string) => ({
  "app.kubernetes.io/name": "users",
  "app.kubernetes.io/part-of": environment,
});

/** The Job's pod, if the Job has users to apply. */
export function workloads({ environment, spec, uses: { kafka } }: UsersDescribed): Workload[] {
  if (Object.keys(appliedUsers(spec)).length === 0) return [];
  return [workloadOf(applyProcess(kafka, { name: "users", title: "users Job", labels: jobLabels(environment.name) }))];
}
