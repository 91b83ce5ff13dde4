import { defineCapability } from "@streamform/core";
import type { ApplyTopics } from "./behaviour/topics.js";
import type { RunConnect } from "./behaviour/connect.js";
import type { RunMirror } from "./behaviour/mirror.js";
import type { ApplyUsers } from "./behaviour/users.js";
import type { KafkaFacts } from "./facts.js";
import type { KafkaMetrics } from "./metrics/kafka-metrics.js";

export type {
  Authentication,
  ClientCertificate,
  IamResources,
  KafkaFacts,
  Listener,
  Programs,
  SecretKey,
  TieredTopics,
  TopicDefaults,
} from "./facts.js";

/** The capability of a Kafka: facts about it, and behaviour for the components that use it. */
export interface Kafka extends KafkaFacts {
  readonly topics: ApplyTopics;
  readonly users: ApplyUsers;
  readonly connect: RunConnect;
  readonly mirror: RunMirror;
  /** What can be measured of it; undefined where nothing is. */
  readonly metrics?: KafkaMetrics | undefined;
}

export const kafka = defineCapability<Kafka>()("kafka");
