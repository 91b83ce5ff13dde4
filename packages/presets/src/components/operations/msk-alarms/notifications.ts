import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { hashOf } from "../../../hash.js";
import { partitionOf } from "../../../aws/partition.js";
import type { Part } from "./part.js";

/**
 * An encrypted topic that only this account's alarms may publish to. It needs its own key: the policy of the account's aws/sns key does not
 * admit CloudWatch, and notifications would fail silently. Source: Amazon SNS developer guide, "Enable compatibility between event sources
 * from AWS services and encrypted topics".
 *
 * @returns the topic's ARN
 */
export function addTopic({ stack, name, environment }: Part, emails: readonly string[]): string {
  const { accountId, region } = environment.aws;
  const partition = partitionOf(region);
  const topicName = name("sns-topic", "notifications");
  const topicArn = `arn:${partition}:sns:${region}:${accountId}:${topicName}`;
  const cloudwatch = { Service: "cloudwatch.amazonaws.com" };
  const ours = {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*` },
  };

  const key = new KmsKey(stack, "key", {
    description: `Alarm notifications of ${environment.name}`,
    enableKeyRotation: true,
    deletionWindowInDays: 7,
    policy: policy([
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "CloudWatchAlarms",
        Effect: "Allow",
        Principal: cloudwatch,
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: ours,
      },
    ]),
  });
  new KmsAlias(stack, "key-alias", { name: `alias/${name("kms-alias")}`, targetKeyId: key.keyId });

  const topic = new SnsTopic(stack, "topic", { name: topicName, kmsMasterKeyId: key.arn });
  new SnsTopicPolicy(stack, "topic-policy", {
    arn: topic.arn,
    policy: policy([
      {
        Sid: "CloudWatchAlarms",
        Effect: "Allow",
        Principal: cloudwatch,
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: ours,
      },
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]),
  });
  // The id follows from the address: to remove one address does not change the others.
  for (const email of new Set(emails))
    new SnsTopicSubscription(stack, `email-${hashOf(email, 8)}`, {
      topicArn: topic.arn,
      protocol: "email",
      endpoint: email,
    });
  return topic.arn;
}

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
