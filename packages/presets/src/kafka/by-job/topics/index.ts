import type { ApplyTopics } from "../../behaviour/topics.js";
import { diagram, summary } from "./describe.js";
import { job } from "./job.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";
import { terraform } from "./role.js";
import { workloads } from "./workloads.js";

/** Topics by a Job with the Kafka tools, which runs whenever topics change. */
export const topicsByJob: ApplyTopics = {
  listener: listenerOf,
  registry: registryOf,
  kubernetes: job,
  terraform,
  workloads,
  summary,
  diagram,
};
