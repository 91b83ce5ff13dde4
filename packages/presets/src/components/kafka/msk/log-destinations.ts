import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import type { MskClusterLoggingInfo } from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { denyWithoutTls } from "../../../aws/bucket-policy.js";
import { preventDestroy } from "../../../aws/deletion-protection.js";
import { partitionOf } from "../../../aws/partition.js";
import type { Part } from "./part.js";

/** Where broker logs go, and the log group and bucket for them. MSK refuses the block where no destination is on. */
export function addLogDestinations(
  part: Part,
  clusterName: string,
  protect: boolean,
): { loggingInfo?: MskClusterLoggingInfo } {
  const { spec, stack } = part;
  const { cloudwatch, s3, firehose } = spec.logs;
  if (!cloudwatch.enabled && !s3 && !firehose) return {};
  const group = cloudwatch.enabled
    ? new CloudwatchLogGroup(stack, "logs", { name: logGroupName(clusterName), retentionInDays: cloudwatch.retention })
    : undefined;
  return {
    loggingInfo: {
      brokerLogs: {
        cloudwatchLogs: group ? { enabled: true, logGroup: group.name } : { enabled: false },
        s3: s3
          ? {
              enabled: true,
              bucket: s3.bucket ?? addBucket(part, s3.retention, protect),
              ...(s3.prefix === undefined ? {} : { prefix: s3.prefix }),
            }
          : { enabled: false },
        firehose: firehose ? { enabled: true, deliveryStream: firehose.deliveryStream } : { enabled: false },
      },
    },
  };
}

/** Log groups below /aws/ need no resource policy. */
export function logGroupName(clusterName: string): string {
  return `/aws/msk/${clusterName}`;
}

/** A private bucket that the log delivery service may write to; returns its name, known once that may be. */
function addBucket({ stack, name, environment }: Part, retention: number, protect: boolean): string {
  const { accountId, region } = environment.aws;
  const bucketName = name("s3-bucket", "logs");
  const bucket = new S3Bucket(stack, "log-bucket", {
    bucket: bucketName,
    // AWS deletes no bucket with objects in it, and MSK writes to this one as long as the cluster is there.
    forceDestroy: !protect,
    ...preventDestroy(protect),
  });
  new S3BucketPublicAccessBlock(stack, "log-bucket-access", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, "log-bucket-encryption", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new S3BucketLifecycleConfiguration(stack, "log-bucket-lifecycle", {
    bucket: bucket.id,
    rule: [
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: retention }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
  });
  const arn = `arn:${partitionOf(region)}:s3:::${bucketName}`;
  const delivery = { Service: "delivery.logs.amazonaws.com" };
  const ours = {
    StringEquals: { "aws:SourceAccount": [accountId] },
    ArnLike: { "aws:SourceArn": [`arn:${partitionOf(region)}:logs:${region}:${accountId}:*`] },
  };
  const policy = new S3BucketPolicy(stack, "log-bucket-policy", {
    bucket: bucket.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AWSLogDeliveryAclCheck",
          Effect: "Allow",
          Principal: delivery,
          Action: "s3:GetBucketAcl",
          Resource: arn,
          Condition: ours,
        },
        {
          Sid: "AWSLogDeliveryWrite",
          Effect: "Allow",
          Principal: delivery,
          Action: "s3:PutObject",
          Resource: `${arn}/*`,
          Condition: { ...ours, StringEquals: { ...ours.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
        denyWithoutTls(arn),
      ],
    }),
  });
  return policy.bucket;
}
