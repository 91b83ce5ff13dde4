import { defineCapability } from "@streamform/core";
import type { ApplyTopics } from "./behaviour/topics.js";
import type { KafkaFacts } from "./facts.js";

export type {
  Authentication,
  ClientCertificate,
  KafkaFacts,
  Listener,
  SecretKey,
  TieredTopics,
  TopicDefaults,
} from "./facts.js";

/** A Kafka, whoever runs it: what is known of it, and how those who use it do so. */
export interface Kafka extends KafkaFacts {
  readonly topics: ApplyTopics;
}

export const kafka = defineCapability<Kafka>()("kafka");
