import { size } from "@streamform/core";
import { z } from "zod";
import { topicName } from "../../../kafka/topic-name.js";
import { topicConfig } from "../../../kafka/configuration/configuration.js";

const topic = z.strictObject({
  partitions: z
    .int()
    .min(1)
    .max(100_000)
    .describe(
      "Number of partitions. It can be raised later, never lowered; raising it changes which partition a key falls into.",
    ),
  replicationFactor: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "Copies of each partition, on as many brokers. Changing it later takes a reassignment by hand. Default: the brokers' default.replication.factor.",
    ),
  config: topicConfig
    .default({})
    .describe("Topic configuration, by Kafka's own keys. Whatever is left out follows the brokers. Default: none."),
  onRemove: z
    .enum(["keep", "delete"])
    .default("keep")
    .describe(
      "What happens to the topic, and all its data, once it is no longer in the spec: keep leaves it in Kafka, delete deletes it. Default: keep.",
    ),
  throughput: size("B")
    .optional()
    .describe(
      "Expected bytes written to the topic each second, before replication and after compression, as 5MiB; the disk's size is checked with it. Default: unknown, not checked.",
    ),
});

const schema = z.record(topicName, topic).describe("Topics by name.");

type Schema = typeof schema;
export interface TopicsSchema extends Schema {}

export const topicsSpec: TopicsSchema = schema;

/** A topic with every default filled in. */
export type Topic = z.output<typeof topic>;
