import type { Workload } from "../../../kubernetes/workload.js";
import type { UsersDescribed } from "../../behaviour/users.js";
import { applyWorkload } from "./apply-job.js";

export function workloads({ environment }: UsersDescribed): Workload[] {
  const labels = { "app.kubernetes.io/name": "users", "app.kubernetes.io/part-of": environment.name };
  return [applyWorkload("users Job", labels)];
}
