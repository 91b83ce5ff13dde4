import { podFields, size } from "@streamform/core";
import { z } from "zod";
import { topicName } from "../../../kafka/topic-name.js";
import { imageReference } from "../../../kubernetes/image.js";
import { connectorsSpec } from "./connector-spec.js";

/** Settings are written to a properties file, one on each line. Java reads it as Latin-1. */
const settings = (example: string) =>
  z
    .record(
      z
        .string()
        .max(253)
        .regex(/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/, "a key has letters, digits, dots, underscores and hyphens"),
      z.union([
        z
          .string()
          .max(1000)
          .regex(/^([!-~]([ -~]*[!-~])?)?$/, "a value is printable ASCII on one line, without blanks around it"),
        z.number(),
        z.boolean(),
      ]),
    )
    .default({})
    .describe(`${example} Default: none.`);

const converter = (of: string) =>
  z
    .strictObject({
      class: z
        .string()
        .max(253)
        .regex(/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/, "a class looks like org.example.OrdersConverter")
        .default("org.apache.kafka.connect.json.JsonConverter")
        .describe("Class of the converter. Default: org.apache.kafka.connect.json.JsonConverter."),
      config: settings("Its configuration, such as `schemas.enable: false` for JSON without a schema in each record."),
    })
    .prefault({})
    .describe(`Converter of records' ${of}, unless a connector sets its own. Default: JSON.`);

const storage = z
  .strictObject({
    configs: topicName
      .default("connect-configs")
      .describe("Topic of the connectors' configuration. Default: connect-configs."),
    offsets: topicName.default("connect-offsets").describe("Topic of the sources' offsets. Default: connect-offsets."),
    status: topicName.default("connect-status").describe("Topic of the connectors' state. Default: connect-status."),
    replicationFactor: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(
        "Replicas of each partition of these topics, if the workers create them. Default: the brokers' default.replication.factor.",
      ),
  })
  .prefault({})
  .describe("Topics in which the workers keep their state. Topics of these names in `topics` are used as they are.");

const schema = z
  .strictObject({
    user: z
      .string()
      .max(63)
      .describe("User of `users` that workers and connectors log in as. They have exactly its rights."),
    replicas: z
      .int()
      .min(1)
      .max(100)
      .default(2)
      .describe("Number of workers. When a worker fails, the others take over its tasks. Default: 2."),
    cpu: z
      .number()
      .min(0.05)
      .max(256)
      .multipleOf(0.001)
      .default(0.5)
      .describe("CPU request of each worker, in cores. Default: 0.5."),
    memory: size("MiB", { min: "512MiB" })
      .prefault("2GiB")
      .describe("Memory request and limit of each worker. Default: 2GiB."),
    heap: size("MiB", { min: "256MiB" }).prefault("1GiB").describe("Heap of each worker's JVM. Default: 1GiB."),
    groupId: z
      .string()
      .max(249)
      .regex(/^[a-zA-Z0-9._-]+$/, "a group's id has letters, digits, dots, underscores and hyphens")
      .default("connect-cluster")
      .describe("Group of the workers. No consumer group may have its name. Default: connect-cluster."),
    storage,
    converters: z
      .strictObject({ key: converter("keys"), value: converter("values") })
      .prefault({})
      .describe("Converters of records."),
    configuration: settings(
      "Further settings of the workers, by Kafka Connect's own keys, such as `offset.flush.interval.ms: 10000`.",
    ),
    image: imageReference
      .optional()
      .describe(
        "Image based on the cluster's Kafka image, with connector classes below /opt/kafka/plugins: a tag or digest. Default: the cluster's image, whose only connectors are MirrorMaker's.",
      ),
    plugins: z
      .record(
        z
          .string()
          .max(50)
          .regex(
            /^[a-z0-9][-_a-z0-9]*[a-z0-9]$/,
            "a plugin's name has lower-case letters, digits, hyphens and underscores, two characters at least",
          ),
        imageReference,
      )
      .default({})
      .describe(
        "Images with connector classes, by name, mounted as volumes: with the engine strimzi, on Kubernetes with image volumes (1.35, or 1.33 with the feature gate ImageVolume). Default: none.",
      ),
    connectors: connectorsSpec,
    ...podFields,
  })
  .describe("Workers of Kafka Connect, and their connectors.");

type Schema = typeof schema;
export interface KafkaConnectSchema extends Schema {}

export const kafkaConnectSpec: KafkaConnectSchema = schema;

export type KafkaConnectSpec = z.output<typeof kafkaConnectSpec>;
