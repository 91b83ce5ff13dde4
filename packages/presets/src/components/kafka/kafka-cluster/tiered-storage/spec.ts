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
        "Image that holds the plugin's jars and nothing that runs, mounted in the brokers as a volume; Kubernetes does that by default since 1.35. Default: none, `kafkaCluster.image` has the plugin in it.",
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
        `Where brokers find the jars, separated by colons; a folder's end in /*. Default: ${classPaths.inImage}, or ${classPaths.inVolume} where the plugin has an image of its own.`,
      ),
  })
  .prefault({})
  .describe(
    "How the plugin gets into the brokers: Aiven's tiered-storage-for-apache-kafka, its parts `core` and `s3`. Neither Kafka nor Strimzi's image brings one.",
  );

const existingBucket = z
  .strictObject({
    name: bucketName.describe("Name of the bucket, in the environment's region."),
    kmsKeyArn: arn("kms")
      .optional()
      .describe("ARN of the KMS key by which the bucket encrypts. Default: none that asks for permissions."),
  })
  .optional()
  .describe(
    "An existing bucket, whose lifecycle deletes nothing that Kafka has not deleted. Segments do not move: brokers find none that were copied to another bucket. Default: a bucket is made.",
  );

export const tieredStorage = z
  .strictObject({
    plugin,
    bucket: existingBucket,
    kmsKey: z
      .union([z.enum(["aws", "own"]), z.strictObject({ arn: arn("kms").describe("ARN of an existing KMS key.") })])
      .optional()
      .describe(
        "Key of the bucket that is made: aws for S3's own keys, own for a KMS key made here, or an existing one by its ARN. Default: aws.",
      ),
    cacheSize: size("MiB", { min: "64MiB", max: "1024GiB" })
      .prefault("1GiB")
      .describe(
        "Disk of its node on which each broker keeps what it has read from the bucket, as 4GiB; up to twice as much may be in use at a time. Default: 1GiB.",
      ),
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may read, write and delete the segments; bound to the brokers' service account by annotation (IRSA). Default: a role is made and bound by EKS Pod Identity, which needs `kubernetes.eksCluster`.",
      ),
    deletionProtection: deletionProtection("the bucket that is made"),
  })
  .optional()
  .describe(
    "Tiered storage (KIP-405): topics with `remote.storage.enable` keep their closed segments in S3, and on the brokers' volumes what `local.retention.ms` or `local.retention.bytes` says. It is turned off again only once all tiered topics are deleted: brokers do not start before. Default: none.",
  );
