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
  /** Whether Terraform deletes it with its objects. Default: false. */
  readonly forceDestroy?: boolean;
  /** Statements of its policy beside the one that requires TLS. Default: none. */
  readonly statements?: readonly object[];
  /** What the ids of its resources begin with. Default: `bucket`. */
  readonly id?: string;
}

/**
 * A bucket that is closed to the public, encrypted, and reached by TLS only.
 *
 * @returns its name for other resources, and the same name once the policy holds
 */
export function addPrivateBucket(
  stack: Construct,
  { name, arn, key, protect, forceDestroy, statements = [], id = "bucket" }: PrivateBucket,
): { readonly bucket: string; readonly withPolicy: string } {
  const { id: bucket } = new S3Bucket(stack, id, {
    bucket: name,
    ...(forceDestroy !== undefined && { forceDestroy }),
    ...preventDestroy(protect),
  });
  new S3BucketPublicAccessBlock(stack, `${id}-access`, {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, `${id}-ownership`, {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-encryption`, {
    bucket,
    rule: [
      key === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
            bucketKeyEnabled: true,
          },
    ],
  });
  const policy = new S3BucketPolicy(stack, `${id}-policy`, {
    bucket,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [...statements, denyWithoutTls(arn)],
    }),
  });
  return { bucket, withPolicy: policy.bucket };
}
