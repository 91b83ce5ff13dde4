// @ts-check
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { contribute, defineCheck, defineComponent, duration } from "@streamform/core";
import { kafka, workloads } from "@streamform/presets";
import { KubeCronJob, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import { z } from "zod";

/** What may stand under `heartbeat:` in an environment. */
const heartbeatSpec = z.strictObject({
  image: z.string().min(1).describe("Container image that sends the heartbeat and writes the report, with its tag."),
  topic: z.string().min(1).default("heartbeat").describe("Topic that it writes to. Default: heartbeat."),
  schedule: z
    .string()
    .default("*/5 * * * *")
    .describe("When it runs, as cron writes it, in UTC. Default: every five minutes."),
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
  instead: "Name a tag that is never moved, or a digest.",
  run: ({ spec, at }) =>
    /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(spec.image)
      ? []
      : [at("image", `${spec.image} has no fixed version`)],
});

/** Sends a message through every Kafka that Streamform knows, and keeps reports of how long it took. */
export const heartbeat = defineComponent({
  name: "heartbeat",
  title: "Heartbeat",
  spec: heartbeatSpec,
  uses: { kafka },
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

  kubernetes: ({ chart, spec, env, selector, terraform, uses: { kafka } }) => {
    const [listener] = kafka.listeners;
    new KubeCronJob(chart, "heartbeat", {
      metadata: { name: "heartbeat" },
      spec: {
        schedule: spec.schedule,
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        jobTemplate: {
          spec: {
            backoffLimit: 0,
            template: {
              metadata: { labels: { ...selector } },
              spec: {
                restartPolicy: "Never",
                automountServiceAccountToken: false,
                securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
                containers: [
                  {
                    name: "heartbeat",
                    image: spec.image,
                    env: [
                      env("KAFKA_BOOTSTRAP_SERVERS", listener.bootstrapServers),
                      env("KAFKA_SECURITY_PROTOCOL", listener.protocol),
                      env("TOPIC", spec.topic),
                      env("REPORTS_BUCKET", terraform.bucket),
                    ],
                    resources: {
                      requests: { cpu: Quantity.fromString("50m"), memory: Quantity.fromString("64Mi") },
                      limits: { memory: Quantity.fromString("128Mi") },
                    },
                    securityContext: {
                      allowPrivilegeEscalation: false,
                      readOnlyRootFilesystem: true,
                      capabilities: { drop: ["ALL"] },
                    },
                  },
                ],
              },
            },
          },
        },
      },
    });
  },

  contributes: [
    contribute(workloads, (/** @type {import("@streamform/core").DescribePart} */ { environment }) => [
      {
        name: "heartbeat",
        labels: { "app.kubernetes.io/name": "heartbeat", "app.kubernetes.io/part-of": environment.name },
        replicas: 1,
        requests: { cpu: 0.05, memory: 64 },
        limits: { memory: 128 },
        storage: 0,
        flows: [],
      },
    ]),
  ],

  summary: ({ spec }) => ({ facts: [{ label: "Heartbeat", value: `${spec.schedule} to ${spec.topic}` }] }),
});
