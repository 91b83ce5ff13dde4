import type { Workload } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import type { ConnectDescribed } from "../../behaviour/connect.js";
import { connectorsProcess } from "./job.js";
import { workers } from "./process.js";

/** The workers and the connectors' Job. */
export function workloads(part: ConnectDescribed): Workload[] {
  return [workloadOf(workers(part)), workloadOf(connectorsProcess(part))];
}
