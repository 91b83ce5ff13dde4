import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { chosenKey } from "../../../aws/own-key.js";
import { addPrivateBucket } from "../../../aws/private-bucket.js";
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
  const key = chosenKey(stack, spec.kmsKey, {
    alias: name("kms-alias"),
    description: "Backups of the Kafka cluster's metadata",
    protect,
  });
  const { bucket } = addPrivateBucket(stack, { name: target.bucket, arn: target.arn, key, protect });
  const versioning = new S3BucketVersioningA(stack, "bucket-versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketLifecycleConfiguration(stack, "bucket-lifecycle", {
    // What an unversioned bucket expires is gone at once.
    dependsOn: [versioning],
    bucket,
    rule: [
      {
        // Not by age alone, so that the newest backup stays if there are no more. `upload.sh` tags the older backups.
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
  return key;
}
