import { arn, duration, podFields } from "@streamform/core";
import { z } from "zod";
import { bucketName } from "../../../aws/bucket-name.js";
import { deletionProtection } from "../../../aws/deletion-protection.js";
import { parseSchedule } from "./schedule.js";

const schedule = z
  .string()
  .max(100)
  .superRefine((text, context) => {
    try {
      parseSchedule(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "not a cron expression" });
    }
  })
  .meta({ examples: ["0 3 * * *"] });

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region looks like eu-central-1");

const existingBucket = z
  .strictObject({
    name: bucketName.describe("Name of the bucket."),
    region: region.optional().describe("Region of the bucket, such as eu-west-1. Default: `aws.region`."),
    kmsKeyArn: arn("kms")
      .optional()
      .describe(
        "ARN of the KMS key that encrypts the bucket. Default: none; the bucket's encryption needs no permissions.",
      ),
  })
  .optional()
  .describe(
    "An existing bucket, with its own versioning, encryption and lifecycle. Default: a new bucket in `aws.region`.",
  );

const schema = z
  .strictObject({
    schedule: schedule
      .default("0 3 * * *")
      .describe("When backups run, as a cron expression of five fields. Default: 0 3 * * *, daily at three."),
    timeZone: z
      .string()
      .max(64)
      .regex(/^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$/, "a time zone looks like Europe/Berlin")
      .default("Etc/UTC")
      .describe("Time zone of the schedule, by its name in the tz database, such as Europe/Berlin. Default: Etc/UTC."),
    bucket: existingBucket,
    crossRegion: z
      .boolean()
      .default(false)
      .describe("Whether backups may be kept in another region than the environment's. Default: false."),
    retention: duration("d", { min: "1d", max: "3650d" })
      .optional()
      .describe(
        "How long the new bucket keeps a backup, in days, such as 90d. The newest backup stays until there is a newer one. Default: 30d.",
      ),
    kmsKey: z
      .union([z.enum(["aws", "own"]), z.strictObject({ arn: arn("kms").describe("ARN of an existing KMS key.") })])
      .optional()
      .describe(
        "Key of the new bucket: aws for S3's own keys, own for a new KMS key, or the ARN of an existing key. Default: aws.",
      ),
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may read, write and tag the backups. The service account `backup` gets it by annotation (IRSA). Default: Streamform creates a role and an EKS Pod Identity association, which needs `kubernetes.eksCluster`.",
      ),
    deletionProtection: deletionProtection("the new bucket"),
    ...podFields,
  })
  .describe(
    "Backups of the cluster's metadata in S3: topics, ACLs, quotas, users' names and consumer groups' offsets.",
  );

type Schema = typeof schema;
export interface BackupSchema extends Schema {}

export const backupSpec: BackupSchema = schema;
