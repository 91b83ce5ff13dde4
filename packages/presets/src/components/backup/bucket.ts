import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { preventDestroy } from "../../aws/deletion-protection.js";
import { ownKey } from "../../aws/own-key.js";
import type { StackPart } from "./part.js";
import { retentionOf, type Target } from "./target.js";

/** Days that a replaced or expired object can still be brought back. */
const noncurrentDays = 30;

/**
 * The private, versioned bucket of the backups.
 *
 * @returns ARN of the KMS key that it encrypts by, where it is not S3's own
 */
export function addBucket({ stack, spec, name }: StackPart, target: Target, protect: boolean): string | undefined {
  const key =
    spec.kmsKey === "own"
      ? ownKey(stack, "key", {
          alias: name("kms-alias"),
          description: "Backups of the Kafka cluster's metadata",
          protect,
        }).arn
      : typeof spec.kmsKey === "object"
        ? spec.kmsKey.arn
        : undefined;
  const { id } = new S3Bucket(stack, "bucket", { bucket: target.bucket, ...preventDestroy(protect) });
  new S3BucketPublicAccessBlock(stack, "bucket-access", {
    bucket: id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, "bucket-ownership", {
    bucket: id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const versioning = new S3BucketVersioningA(stack, "bucket-versioning", {
    bucket: id,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, "bucket-encryption", {
    bucket: id,
    rule: [
      key === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
            bucketKeyEnabled: true,
          },
    ],
  });
  new S3BucketLifecycleConfiguration(stack, "bucket-lifecycle", {
    // What an unversioned bucket expires is gone at once.
    dependsOn: [versioning],
    bucket: id,
    rule: [
      {
        // Not by age alone: the newest backup is kept when no more are made. `upload.sh` tags those that have a newer one.
        id: "expire-superseded",
        status: "Enabled",
        filter: [{ tag: [{ key: "superseded", value: "true" }] }],
        expiration: [{ days: retentionOf(spec) }],
      },
      {
        // S3 takes neither delete markers nor uploads in a rule that asks for a tag.
        id: "clean",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ expiredObjectDeleteMarker: true }],
        noncurrentVersionExpiration: [{ noncurrentDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
  });
  new S3BucketPolicy(stack, "bucket-policy", {
    bucket: id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [target.arn, `${target.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  return key;
}
