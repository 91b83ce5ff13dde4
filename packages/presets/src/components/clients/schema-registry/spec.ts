import { podFields, size } from "@streamform/core";
import { z } from "zod";
import { topicName } from "../../../kafka/topic-name.js";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import { imageReference } from "../../../kubernetes/image.js";
import { imageName } from "../../../versions/image-name.js";
import { versions } from "../../../versions/versions.js";

const client = z.strictObject({
  namespace: dnsLabel().optional().describe("Namespace whose pods may connect. Default: the environment's own."),
  labels: z
    .record(z.string().max(317), z.string().max(63))
    .default({})
    .describe("Labels of the pods. Default: none, which means all pods of the namespace."),
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
      .describe(
        `Copy of the image in your own registry, with a tag or digest. Default: ${imageName(versions.entries.images.schemaRegistry)}.`,
      ),
    replicas: z
      .int()
      .min(1)
      .max(9)
      .default(2)
      .describe("Number of pods. All of them answer reads, and an elected leader writes. Default: 2."),
    compatibility: z
      .enum(compatibilityLevels)
      .default("BACKWARD")
      .describe(
        "Compatibility of a new version of a schema, unless its subject sets another (schema.compatibility.level). BACKWARD: consumers with the new version can read records of the last version. A level set through the REST API takes precedence. Default: BACKWARD, Schema Registry's own.",
      ),
    topic: topicName
      .default("_schemas")
      .describe("Topic of `topics` that holds the schemas, with one partition and compacted. Default: _schemas."),
    user: dnsLabel()
      .default("schema-registry")
      .describe(
        "User of `users` that it logs in to Kafka as. Its consumer group has the user's name. Default: schema-registry.",
      ),
    clients: z
      .record(dnsLabel(), client)
      .default({})
      .describe(
        "Pods that may connect, by name. Schema Registry has no authentication: every client can write schemas. Default: none.",
      ),
    cpu: z
      .number()
      .min(0.05)
      .max(64)
      .multipleOf(0.001)
      .default(0.25)
      .describe("CPU request of each pod, in cores, such as 0.5. Default: 0.25."),
    memory: size("MiB", { min: "512MiB", max: "64GiB" })
      .prefault("1GiB")
      .describe("Memory request and limit of each pod. Default: 1GiB."),
    heap: size("MiB", { min: "256MiB", max: "64GiB" })
      .prefault("512MiB")
      .describe(
        "Heap of the JVM. It holds all schemas, about a kilobyte each. Default: 512MiB, Schema Registry's own.",
      ),
    ...podFields,
  })
  .describe("Confluent's Schema Registry, with its schemas in a topic of the cluster.");

type Schema = typeof schema;
export interface SchemaRegistrySchema extends Schema {}

export const schemaRegistrySpec: SchemaRegistrySchema = schema;

export type SchemaRegistrySpec = z.output<typeof schemaRegistrySpec>;
