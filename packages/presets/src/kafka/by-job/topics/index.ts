import { workloadOf } from "../../../process/workload.js";
import type { ApplyTopics } from "../../behaviour/topics.js";
import { diagram, summary } from "./describe.js";
import { applyTopics, topicsProcess } from "./job.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";
import { terraform } from "./role.js";

/** Topics by a Job with the Kafka tools, which runs whenever topics change. */
export const topicsByJob: ApplyTopics = {
  listener: listenerOf,
  registry: registryOf,
  kubernetes: applyTopics,
  terraform,
  workloads: (part) => [workloadOf(topicsProcess(part))],
  summary,
  diagram,
};
