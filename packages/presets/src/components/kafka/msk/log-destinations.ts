import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import type { MskClusterLoggingInfo } from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { partitionOf } from "../../../aws/partition.js";
import { addPrivateBucket } from "../../../aws/private-bucket.js";
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
  const arn = `arn:${partitionOf(region)}:s3:::${bucketName}`;
  const delivery = { Service: "delivery.logs.amazonaws.com" };
  const ours = {
    StringEquals: { "aws:SourceAccount": [accountId] },
    ArnLike: { "aws:SourceArn": [`arn:${partitionOf(region)}:logs:${region}:${accountId}:*`] },
  };
  const { bucket, withPolicy } = addPrivateBucket(stack, {
    id: "log-bucket",
    name: bucketName,
    arn,
    key: undefined,
    protect,
    // AWS deletes no bucket with objects in it, and MSK writes to this one as long as the cluster is there.
    forceDestroy: !protect,
    statements: [
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
    ],
  });
  new S3BucketLifecycleConfiguration(stack, "log-bucket-lifecycle", {
    bucket,
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
  return withPolicy;
}
