import type { KubernetesPart } from "@streamform/core";
import { job } from "./job.js";
import { kafkaTopics } from "./kafka-topics.js";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function kubernetes(part: KubernetesPart<typeof topicsSpec, typeof uses>): void {
  if (part.uses.kafka.topicsBy === "strimzi") kafkaTopics(part);
  else job(part);
}
