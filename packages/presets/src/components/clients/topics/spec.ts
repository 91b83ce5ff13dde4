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
      "Number of partitions. You can raise it later, never lower it. Raising it changes which partition a key belongs to.",
    ),
  replicationFactor: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      "Replicas of each partition, on as many brokers. Changing it later needs a manual reassignment. Default: the brokers' default.replication.factor.",
    ),
  config: topicConfig
    .default({})
    .describe("Topic configuration, by Kafka's own keys. Other keys follow the brokers. Default: none."),
  onRemove: z
    .enum(["keep", "delete"])
    .default("keep")
    .describe(
      "What happens to the topic, and all its data, once it is no longer in the spec: keep leaves it in Kafka, delete deletes it. Default: keep.",
    ),
  throughput: size("B")
    .optional()
    .describe(
      "Expected bytes a second written to the topic, before replication and after compression, such as 5MiB. Streamform checks the disks' size with it. Default: unknown, not checked.",
    ),
});

const schema = z.record(topicName, topic).describe("Topics by name.");

type Schema = typeof schema;
export interface TopicsSchema extends Schema {}

export const topicsSpec: TopicsSchema = schema;

/** A topic with every default filled in. */
export type Topic = z.output<typeof topic>;
