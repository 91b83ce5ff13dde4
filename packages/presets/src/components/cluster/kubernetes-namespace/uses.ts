import { workloads } from "../../../kubernetes/workload.js";

export const uses = { workloads };
