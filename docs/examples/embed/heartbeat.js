// @ts-check
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { contribute, defineCheck, defineComponent, duration } from "@streamform/core";
import { cronJob, kafka, workloadOf, workloads } from "@streamform/presets";
import { z } from "zod";

/** What may stand under `heartbeat:` in an environment. */
const heartbeatSpec = z.strictObject({
  image: z.string().min(1).describe("Container image that sends the heartbeat and writes the report, with its tag."),
  topic: z.string().min(1).default("heartbeat").describe("Topic that it writes to. Default: heartbeat."),
  schedule: z
    .string()
    .default("*/5 * * * *")
    .describe("When it runs, as a cron expression in UTC. Default: every five minutes."),
  keepReports: duration("d", { min: "1d", max: "3650d" })
    .prefault("30d")
    .describe("How long reports are kept. Default: 30d."),
});

/** @type {ReturnType<typeof defineCheck<typeof heartbeatSpec>>} */
const imageWithoutVersion = defineCheck({
  code: "SF7001",
  title: "A heartbeat image without a version",
  severity: "error",
  because: "The same tree would run other code tomorrow, and a rollback would not bring the old one back.",
  instead: "Name a tag that never moves, or a digest.",
  run: ({ spec, at }) =>
    /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(spec.image)
      ? []
      : [at("image", `${spec.image} has no fixed version`)],
});

const uses = { kafka };

/** @typedef {import("@streamform/core").DescribePart<typeof heartbeatSpec, typeof uses, unknown, { bucket: string }>} Part */

/**
 * What runs: the CronJob and what others know of its pods are both made from this.
 *
 * @param {Pick<Part, "spec" | "environment" | "terraform" | "uses">} part
 * @returns {import("@streamform/presets").Process}
 */
const heartbeatProcess = ({ spec, environment, terraform, uses: { kafka } }) => ({
  name: "heartbeat",
  labels: { "app.kubernetes.io/name": "heartbeat", "app.kubernetes.io/part-of": environment.name },
  given: { cpu: 0.05, memory: 64, memoryLimit: 128 },
  runs: () => {
    const [listener] = kafka.listeners;
    return {
      user: { uid: 1000, gid: 1000, filesGid: 1000 },
      program: {
        name: "heartbeat",
        image: spec.image,
        command: ["/heartbeat"],
        environment: {
          KAFKA_BOOTSTRAP_SERVERS: listener.bootstrapServers,
          KAFKA_SECURITY_PROTOCOL: listener.protocol,
          TOPIC: spec.topic,
          REPORTS_BUCKET: terraform.bucket,
        },
      },
      folders: [{ name: "tmp", path: "/tmp", scratch: 16 }],
    };
  },
});

/** Sends a message through every Kafka that Streamform knows, and keeps reports of how long it took. */
export const heartbeat = defineComponent({
  name: "heartbeat",
  title: "Heartbeat",
  spec: heartbeatSpec,
  uses,
  checks: [imageWithoutVersion],

  terraform: ({ stack, spec, name }) => {
    const bucket = new S3Bucket(stack, "reports", { bucket: name("s3-bucket", "reports") });
    new S3BucketPublicAccessBlock(stack, "reports-private", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(stack, "reports-lifecycle", {
      bucket: bucket.id,
      rule: [{ id: "expire", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: spec.keepReports }] }],
    });
    return { bucket: bucket.bucket };
  },

  kubernetes: (part) =>
    cronJob(part, heartbeatProcess(part), { schedule: part.spec.schedule, timeZone: "Etc/UTC", retries: 0 }),

  contributes: [contribute(workloads, (/** @type {Part} */ part) => [workloadOf(heartbeatProcess(part))])],

  summary: ({ spec }) => ({ facts: [{ label: "Heartbeat", value: `${spec.schedule} to ${spec.topic}` }] }),
});
