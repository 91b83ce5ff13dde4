import { podFields, size } from "@streamform/core";
import { z } from "zod";
import { topicName } from "../../../kafka/topic-name.js";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import { imageReference } from "../../../kubernetes/image.js";
import { schemaRegistryImage } from "../../../versions/schema-registry.js";

const client = z.strictObject({
  namespace: dnsLabel().optional().describe("Namespace whose pods may connect. Default: the environment's own."),
  labels: z
    .record(z.string().max(317), z.string().max(63))
    .default({})
    .describe("Labels that the pods bear. Default: none, all pods of the namespace."),
});

/** Source: Confluent documentation, Schema Evolution and Compatibility; confluentinc/schema-registry, CompatibilityLevel. */
export const compatibilityLevels = [
  "BACKWARD",
  "BACKWARD_TRANSITIVE",
  "FORWARD",
  "FORWARD_TRANSITIVE",
  "FULL",
  "FULL_TRANSITIVE",
  "NONE",
] as const;

const schema = z
  .strictObject({
    image: imageReference
      .optional()
      .describe(`Copy of the image in a registry of your own: a tag or digest. Default: ${schemaRegistryImage}.`),
    replicas: z
      .int()
      .min(1)
      .max(9)
      .default(2)
      .describe("Pods: all of them answer, and one that they elect writes. Default: 2."),
    compatibility: z
      .enum(compatibilityLevels)
      .default("BACKWARD")
      .describe(
        "What a new version of a schema has to be compatible with, where its subject says nothing else (schema.compatibility.level): BACKWARD lets consumers with the new version read what the last one wrote. What was set by the REST API goes before it. Default: BACKWARD, Schema Registry's own.",
      ),
    topic: topicName
      .default("_schemas")
      .describe(
        "Topic that holds the schemas, one of those under `topics`: of one partition, and compacted. Default: _schemas.",
      ),
    user: dnsLabel()
      .default("schema-registry")
      .describe(
        "User by whom it logs in to Kafka, one of those under `users`; its consumer groups bear the user's name. Default: schema-registry.",
      ),
    clients: z
      .record(dnsLabel(), client)
      .default({})
      .describe(
        "Pods that may connect, by name: it asks nobody who they are, and whoever connects may write schemas. Default: none.",
      ),
    cpu: z
      .number()
      .min(0.05)
      .max(64)
      .multipleOf(0.001)
      .default(0.25)
      .describe("CPU that each pod asks for, in cores, as 0.5. Default: 0.25."),
    memory: size("MiB", { min: "512MiB", max: "64GiB" })
      .prefault("1GiB")
      .describe("Memory of each pod, asked for and at most, as 1GiB. Default: 1GiB."),
    heap: size("MiB", { min: "256MiB", max: "64GiB" })
      .prefault("512MiB")
      .describe(
        "Heap of the JVM: a schema takes about a kilobyte of it, and all of them are in it. Default: 512MiB, Schema Registry's own.",
      ),
    ...podFields,
  })
  .describe("Confluent's Schema Registry, with its schemas in a topic of the cluster.");

type Schema = typeof schema;
export interface SchemaRegistrySchema extends Schema {}

export const schemaRegistrySpec: SchemaRegistrySchema = schema;

export type SchemaRegistrySpec = z.output<typeof schemaRegistrySpec>;
