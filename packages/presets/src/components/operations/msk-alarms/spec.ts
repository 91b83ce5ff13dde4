import { arn, duration } from "@streamform/core";
import { z } from "zod";
import { topicName } from "../../../kafka/topic-name.js";
import { type AlarmKey, type AlarmRule, alarmKeys, alarmRules } from "./rules.js";

const notify = z
  .union([
    z.strictObject({
      topicArn: arn("sns").describe("ARN of an existing SNS topic that cloudwatch.amazonaws.com may publish to."),
    }),
    z.strictObject({
      emails: z
        .array(z.email().max(320))
        .min(1)
        .describe("E-mail addresses that a new topic notifies. Each must confirm once."),
    }),
  ])
  .optional()
  .describe("Receivers of a notification when an alarm goes off and when it ends. Default: none.");

function threshold({ describe, range, default: value }: AlarmRule) {
  const standard =
    value === undefined
      ? "no alarm"
      : value === "recommended"
        ? "what AWS recommends for the instance type"
        : String(value);
  return z
    .union([z.number().min(range.min).max(range.max), z.literal(false)])
    .optional()
    .describe(`${describe}; false for no alarm. Default: ${standard}.`);
}

const thresholds = z
  .strictObject(
    Object.fromEntries(alarmKeys.map((key) => [key, threshold(alarmRules[key])])) as Record<
      AlarmKey,
      ReturnType<typeof threshold>
    >,
  )
  .prefault({})
  .describe(
    "Thresholds of the alarms. Defaults follow the Amazon MSK best practices, for each metric that the cluster publishes.",
  );

/** CloudWatch drops the lag of groups whose names are not ASCII. A dimension's value cannot begin with a colon. */
const consumerGroup = z
  .string()
  .max(255)
  .regex(
    /^[A-Za-z0-9._/@#+=~-][A-Za-z0-9._:/@#+=~-]*$/,
    "a consumer group has letters, digits and . _ / @ # + = ~ : -",
  );

const records = z.int().min(1).max(1_000_000_000_000);

const groupLag = z.strictObject({
  topics: z.array(topicName).min(1).describe("Topics that the group reads."),
  maxOffsetLag: z
    .union([records, z.literal(false)])
    .default(10_000)
    .describe(
      "Records that the group may be behind on a single partition, for 15 minutes; false for no alarm. Default: 10000, the example in AWS's guide: set what the application tolerates.",
    ),
  sumOffsetLag: records
    .optional()
    .describe(
      "Records that the group may be behind on all partitions of a topic together, for 15 minutes. Default: no alarm.",
    ),
  maxTimeLag: duration("s", { min: "1s" })
    .optional()
    .describe(
      "Longest delay of the group on a single partition, such as 5m. The alarm goes off after 15 minutes above it. Default: no alarm.",
    ),
});

const schema = z
  .strictObject({
    notify,
    thresholds,
    consumerGroups: z
      .record(consumerGroup, groupLag)
      .default({})
      .describe("Consumer groups with lag alarms, by name. Default: none."),
    dashboard: z.boolean().default(true).describe("Whether to create a CloudWatch dashboard. Default: true."),
  })
  .describe("CloudWatch alarms and a dashboard for the Amazon MSK cluster.");

type Schema = typeof schema;
export interface MskAlarmsSchema extends Schema {}

export const mskAlarmsSpec: MskAlarmsSchema = schema;
