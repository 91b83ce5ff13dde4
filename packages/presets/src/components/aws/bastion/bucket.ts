import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { denyWithoutTls } from "../../../aws/bucket-policy.js";
import { partitionOf } from "../../../aws/partition.js";
import { toolsBucket } from "./names.js";
import type { Part } from "./part.js";

/** A private bucket for the tools. The instance reads it through the network's S3 endpoint. It contains only copies, so it is deleted with its content. */
export function addToolsBucket({ stack, name, environment }: Part): void {
  const bucketName = toolsBucket(name);
  const bucket = new S3Bucket(stack, "tools", { bucket: bucketName, forceDestroy: true });
  new S3BucketPublicAccessBlock(stack, "tools-access", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, "tools-encryption", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  const arn = `arn:${partitionOf(environment.aws.region)}:s3:::${bucketName}`;
  new S3BucketPolicy(stack, "tools-policy", {
    bucket: bucket.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [denyWithoutTls(arn)],
    }),
  });
}
