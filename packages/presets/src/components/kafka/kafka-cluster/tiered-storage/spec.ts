import { arn, size } from "@streamform/core";
import { z } from "zod";
import { bucketName } from "../../../../aws/bucket-name.js";
import { deletionProtection } from "../../../../aws/deletion-protection.js";
import { imageReference } from "../../../../kubernetes/image.js";
import { classPaths } from "./folders.js";

const plugin = z
  .strictObject({
    image: imageReference
      .optional()
      .describe(
        "Image with only the plugin's jars, mounted in the brokers as a volume. Kubernetes supports this by default since 1.35. Default: none; `kafkaCluster.image` contains the plugin.",
      ),
    classPath: z
      .string()
      .max(1024)
      .regex(
        /^\/[\w./*+-]*(:\/[\w./*+-]*)*$/,
        "a class path has absolute paths with colons between them, as /opt/kafka/plugins/tiered-storage/*",
      )
      .optional()
      .describe(
        `Class path of the jars, separated by colons; a folder ends in /*. Default: ${classPaths.inImage}, or ${classPaths.inVolume} if the plugin has its own image.`,
      ),
  })
  .prefault({})
  .describe(
    "How the brokers get the plugin: Aiven's tiered-storage-for-apache-kafka, its parts `core` and `s3`. Neither Kafka nor Strimzi's image contains a plugin.",
  );

const existingBucket = z
  .strictObject({
    name: bucketName.describe("Name of the bucket, in the environment's region."),
    kmsKeyArn: arn("kms")
      .optional()
      .describe(
        "ARN of the KMS key that encrypts the bucket. Default: none; the bucket's encryption needs no permissions.",
      ),
  })
  .optional()
  .describe(
    "An existing bucket, whose lifecycle deletes nothing that Kafka has not deleted. Segments do not move: brokers cannot find segments in another bucket. Default: a new bucket.",
  );

export const tieredStorage = z
  .strictObject({
    plugin,
    bucket: existingBucket,
    kmsKey: z
      .union([z.enum(["aws", "own"]), z.strictObject({ arn: arn("kms").describe("ARN of an existing KMS key.") })])
      .optional()
      .describe(
        "Key of the new bucket: aws for S3's own keys, own for a new KMS key, or the ARN of an existing key. Default: aws.",
      ),
    cacheSize: size("MiB", { min: "64MiB", max: "1024GiB" })
      .prefault("1GiB")
      .describe(
        "Cache on the node's disk for segments that the broker has read from the bucket, such as 4GiB. Up to twice as much may be in use at a time. Default: 1GiB.",
      ),
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may read, write and delete the segments. The brokers' service account gets it by annotation (IRSA). Default: Streamform creates a role and an EKS Pod Identity association, which needs `kubernetes.eksCluster`.",
      ),
    deletionProtection: deletionProtection("the new bucket"),
  })
  .optional()
  .describe(
    "Tiered storage (KIP-405): topics with `remote.storage.enable` keep their closed segments in S3, and on the brokers' volumes as much as `local.retention.ms` or `local.retention.bytes` says. Delete all tiered topics before you turn it off: otherwise brokers do not start. Default: none.",
  );
