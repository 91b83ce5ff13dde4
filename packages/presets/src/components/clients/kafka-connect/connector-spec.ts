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
    .describe("Tasks that it may divide its work among. Default: 1, as in Apache Kafka's tasks.max."),
  topics: z
    .array(topicName)
    .min(1)
    .optional()
    .describe(
      "Topics that a sink reads, by name; `topics.regex` stands in `config`. Default: none; a source says by its own config where it writes.",
    ),
  state: z
    .enum(["running", "paused", "stopped"])
    .default("running")
    .describe(
      "Whether it runs; paused keeps its tasks and lets them wait, stopped takes them down. A new one may run for a moment before it is paused or stopped. Default: running.",
    ),
  clients: z
    .array(
      z
        .string()
        .max(100)
        .regex(/^([a-zA-Z0-9_-]+\.)+$/, "a prefix ends in a dot, as target.cluster."),
    )
    .default([])
    .describe(
      "Prefixes under which it takes settings of Kafka clients of its own, as target.cluster. or schema.history.internal.producer.: the addresses of this Kafka, and how `user` logs in, are put there. Default: none.",
    ),
  config: z
    .record(
      configKey,
      z.union([
        z.string().max(10_000),
        z.number(),
        z.boolean(),
        secretReference().describe("A secret: only the workers read it, where the connector is started."),
      ]),
    )
    .default({})
    .describe("Its own configuration, by the keys of its class; a credential by reference alone. Default: none."),
});

/** Connectors as data, for whatever runs the workers. */
export const connectorsSpec = z
  .record(dnsLabel("a connector's name"), connector)
  .default({})
  .describe("Connectors by name. One that is taken out is deleted; its offsets stay in Kafka. Default: none.");

export type Connector = z.output<typeof connector>;
export type Connectors = z.output<typeof connectorsSpec>;
