import { secretReference } from "@streamform/core";
import { z } from "zod";
import { topicName } from "../../../kafka/topic-name.js";
import { dnsLabel } from "../../../kubernetes/dns-label.js";

const configKey = z
  .string()
  .max(180)
  .regex(/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/, "a key has letters, digits, dots, underscores and hyphens");

const className = z
  .string()
  .max(253)
  .regex(/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/, "a class looks like org.example.OrdersSinkConnector");

const connector = z.strictObject({
  class: className.describe("Class of the connector, by its whole name as org.example.OrdersSinkConnector."),
  tasksMax: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe("Maximum number of tasks. Default: 1, as in Apache Kafka's tasks.max."),
  topics: z
    .array(topicName)
    .min(1)
    .optional()
    .describe(
      "Topics that a sink reads, by name; write `topics.regex` in `config`. Default: none; the config of a source says where it writes.",
    ),
  state: z
    .enum(["running", "paused", "stopped"])
    .default("running")
    .describe(
      "Whether the connector runs: paused keeps its tasks idle, stopped removes them. A new connector may run for a moment before it is paused or stopped. Default: running.",
    ),
  clients: z
    .array(
      z
        .string()
        .max(100)
        .regex(/^([a-zA-Z0-9_-]+\.)+$/, "a prefix ends in a dot, such as target.cluster."),
    )
    .default([])
    .describe(
      "Prefixes of the connector's settings for its own Kafka clients, such as target.cluster. or schema.history.internal.producer.: Streamform adds this Kafka's addresses and the login of `user` under each. Default: none.",
    ),
  config: z
    .record(
      configKey,
      z.union([
        z.string().max(10_000),
        z.number(),
        z.boolean(),
        secretReference().describe("A secret. Only the workers read it, when the connector starts."),
      ]),
    )
    .default({})
    .describe(
      "Configuration of the connector, by the keys of its class. Write a credential only as a reference. Default: none.",
    ),
});

/** Connectors as data, for whatever runs the workers. */
export const connectorsSpec = z
  .record(dnsLabel("a connector's name"), connector)
  .default({})
  .describe(
    "Connectors by name. Removing a connector from the spec deletes it; its offsets stay in Kafka. Default: none.",
  );

export type Connector = z.output<typeof connector>;
export type Connectors = z.output<typeof connectorsSpec>;
