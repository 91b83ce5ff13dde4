import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import type { Construct } from "constructs";
import { denyWithoutTls } from "./bucket-policy.js";
import { preventDestroy } from "./deletion-protection.js";

/** A bucket of the environment's own. */
export interface PrivateBucket {
  readonly name: string;
  readonly arn: string;
  /** ARN of its KMS key. Default: S3's own keys. */
  readonly key: string | undefined;
  readonly protect: boolean;
}

/**
 * A bucket that nobody outside the account reaches, encrypted, and closed to connections in the clear.
 *
 * @returns its id, for what else is said of it
 */
export function addPrivateBucket(stack: Construct, { name, arn, key, protect }: PrivateBucket): string {
  const { id } = new S3Bucket(stack, "bucket", { bucket: name, ...preventDestroy(protect) });
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
  new S3BucketPolicy(stack, "bucket-policy", {
    bucket: id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [denyWithoutTls(arn)],
    }),
  });
  return id;
}
