import type { KubernetesPart } from "@streamform/core";
import { job } from "./job.js";
import { kafkaUsers } from "./kafka-users.js";
import type { usersSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function kubernetes(part: KubernetesPart<typeof usersSpec, typeof uses>): void {
  if (part.uses.kafka.topicsBy === "strimzi") kafkaUsers(part, part.spec);
  else job(part);
}
