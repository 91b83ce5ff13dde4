import { type DescribePart, defineComponent, provide } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { byJob } from "../../../kafka/by-job/index.js";
import { kafka } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { topicDefaults } from "../../../kafka/testing.js";
import { workloads } from "../../../kubernetes/workload.js";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { kafkaUser } from "../../../versions/strimzi.js";
import { versions } from "../../../versions/versions.js";
import { backup } from "./index.js";

const fakeSpec = z.strictObject({ certificate: z.boolean().default(true) });

/** A Kafka with an administrator's certificate, unless the spec says otherwise. */
const fakeKafka = defineComponent({
  name: "fake-kafka",
  title: "Kafka for tests",
  spec: fakeSpec,
  provides: [
    provide(kafka, ({ spec }: DescribePart<typeof fakeSpec>) => ({
      version: "4.3.1",
      brokers: 3,
      zones: ["eu-central-1a"],
      listeners: [
        {
          name: "mtls",
          protocol: "SSL",
          port: 9093,
          bootstrapServers: "kafka:9093",
          trust: { secret: "kafka-ca", key: "ca.crt" },
        },
      ] as const,
      defaults: topicDefaults,
      tieredStorage: false,
      storage: 300,
      ...byJob,
      programs: {
        ...programsFor(versions.entries, "4.3.1"),
        tools: { version: "4.3.1", image: "quay.io/strimzi/kafka:1.2.0-kafka-4.3.1", user: kafkaUser },
      },
      clusterName: "test",
      adminCertificate: spec.certificate
        ? { secret: "test-admin", certificate: "tls.crt", privateKey: "tls.key" }
        : undefined,
    })),
  ],
});

const environment = (spec: object = {}, more: object = {}) => ({
  fakeKafka: {},
  kubernetes: { eksCluster: "acme" },
  backup: spec,
  ...more,
});
const compiled = (spec: object = {}, more: object = {}) => compileObject(environment(spec, more), fakeKafka, backup);
const bucketName = "test-backup-111122223333-eu-central-1";

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: unknown;
  readonly resources: {
    readonly requests: { readonly memory: unknown };
    readonly limits: { readonly memory: unknown };
  };
  readonly volumeMounts: readonly { readonly name: string }[];
}
interface CronJob {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly schedule: string;
    readonly timeZone: string;
    readonly suspend: boolean;
    readonly concurrencyPolicy: string;
    readonly jobTemplate: {
      readonly spec: {
        readonly template: {
          readonly metadata: {
            readonly annotations: Readonly<Record<string, string>>;
            readonly labels: Readonly<Record<string, string>>;
          };
          readonly spec: {
            readonly serviceAccountName: string;
            readonly securityContext: unknown;
            readonly initContainers: readonly Container[];
            readonly containers: readonly Container[];
            readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
          };
        };
      };
    };
  };
}
const cronJobs = (spec: object = {}) => {
  const found = compiled(spec)
    .manifests("backup")
    .filter(({ kind }) => kind === "CronJob") as unknown as CronJob[];
  return Object.fromEntries(found.map((job) => [job.metadata.name, job]));
};
const podOf = (job: CronJob | undefined) => job?.spec.jobTemplate.spec.template.spec;
const containersOf = (job: CronJob | undefined) => [
  ...(podOf(job)?.initContainers ?? []),
  ...(podOf(job)?.containers ?? []),
];
const variableOf = (container: Container | undefined, name: string) =>
  container?.env.find((variable) => variable.name === name)?.value;

describe("a backup's CronJob", () => {
  it("runs daily at three unless the spec says otherwise, one at a time", () => {
    expect(cronJobs()["backup"]?.spec).toMatchObject({
      schedule: "0 3 * * *",
      timeZone: "Etc/UTC",
      suspend: false,
      concurrencyPolicy: "Forbid",
    });
    expect(cronJobs({ schedule: "30 1 * * 1-5", timeZone: "Europe/Berlin" })["backup"]?.spec).toMatchObject({
      schedule: "30 1 * * 1-5",
      timeZone: "Europe/Berlin",
    });
  });

  it("collects with Kafka's tools, then uploads with AWS's", () => {
    expect(containersOf(cronJobs()["backup"]).map(({ name, image }) => [name, image.replace(/:.*/, "")])).toEqual([
      ["collect", "quay.io/strimzi/kafka"],
      ["upload", "public.ecr.aws/aws-cli/aws-cli"],
    ]);
  });

  it("knows the bucket without waiting for Terraform to tell its name", () => {
    expect(variableOf(podOf(cronJobs()["backup"])?.containers[0], "BACKUP_TARGET")).toBe(`s3://${bucketName}/test`);
  });

  it("logs in as a user that may read what it writes down and change nothing; a restore as the administrator", () => {
    const secretOf = (job: CronJob | undefined) =>
      podOf(job)?.volumes.find(({ name }) => name === "user")?.secret?.secretName;
    const { backup: made, restore } = cronJobs();
    expect([secretOf(made), secretOf(restore)]).toEqual(["test-backup", "test-admin"]);
    const users = compiled()
      .manifests("backup")
      .map(({ data }) => (data as Record<string, string> | undefined)?.["users.tsv"])
      .find((file) => file !== undefined);
    expect(users?.trimEnd().split("\n")).toEqual([
      "user\ttest-backup\ttls\tkeep",
      "acl\ttest-backup\tallow\tcluster\tliteral\tkafka-cluster\t*\tDescribe,DescribeConfigs",
      "acl\ttest-backup\tallow\tgroup\tliteral\t*\t*\tDescribe",
      "acl\ttest-backup\tallow\ttopic\tliteral\t*\t*\tDescribe,DescribeConfigs",
    ]);
  });

  it("gives a key to Kafka to Kafka's tools alone", () => {
    for (const job of Object.values(cronJobs()))
      for (const { name, image, volumeMounts } of containersOf(job))
        expect(
          volumeMounts.some((mount) => mount.name === "user"),
          name,
        ).toBe(image.startsWith("quay.io/strimzi/"));
  });

  it("passes the restricted Pod Security Standard, with memory limits as high as requests", () => {
    for (const job of Object.values(cronJobs())) {
      expect(podOf(job)?.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 1001,
        seccompProfile: { type: "RuntimeDefault" },
      });
      for (const { name, securityContext, resources } of containersOf(job)) {
        expect(securityContext, name).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(resources.limits.memory, name).toEqual(resources.requests.memory);
      }
    }
  });

  it("bears the hash of its scripts", () => {
    const annotations = Object.values(cronJobs()).map((job) => job.spec.jobTemplate.spec.template.metadata.annotations);
    for (const found of annotations) expect(found["checksum/files"]).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("the pods of backup and restore", () => {
  it("are known to the quota by the labels that they bear", () => {
    const found: { labels: unknown; requests: unknown }[] = [];
    const observer = defineComponent({
      name: "observer",
      title: "Observer",
      spec: z.strictObject({}),
      uses: { workloads },
      summary: ({ uses }) => {
        found.push(...uses.workloads);
        return {};
      },
    });
    compileObject(environment({}, { observer: {} }), fakeKafka, backup, observer);
    const labels = Object.values(cronJobs()).map((job) => job.spec.jobTemplate.spec.template.metadata.labels);
    expect(found.slice(0, 2).map((workload) => workload.labels)).toEqual(labels);
    expect(found.slice(0, 2).map((workload) => workload.requests)).toEqual(Array(2).fill({ cpu: 0.1, memory: 512 }));
    const job = compiled().manifest("backup", "Job") as unknown as {
      spec: { template: { metadata: { labels: unknown } } };
    };
    expect(found.slice(2).map((workload) => workload.labels)).toEqual([job.spec.template.metadata.labels]);
  });
});

describe("a restore's CronJob", () => {
  it("is suspended, plans unless it is told to act, and takes the latest backup", () => {
    const { restore } = cronJobs();
    expect(restore?.spec.suspend).toBe(true);
    const [download, act] = containersOf(restore);
    expect([variableOf(download, "BACKUP"), variableOf(act, "DRY_RUN")]).toEqual(["latest", "true"]);
  });

  it("is started by a command of the README, which names both", () => {
    const step = compiled()
      .plan.chapters.flatMap(({ steps }) => steps)
      .find(({ title }) => title === "Restore a backup");
    expect(step?.commands?.[0]).toContain("create job --from=cronjob/restore");
    expect(step?.commands?.[1]).toContain("set env --local --filename - BACKUP=latest DRY_RUN=false");
  });
});

describe("the backup's stack", () => {
  const resources = (spec: object = {}, more: object = {}) => compiled(spec, more).terraform("backup").resource;

  it("makes a private, versioned, encrypted bucket that refuses connections in the clear", () => {
    const made = resources();
    expect(made["aws_s3_bucket"]?.["bucket"]).toMatchObject({ bucket: bucketName });
    expect(made["aws_s3_bucket"]?.["bucket"]).not.toHaveProperty("force_destroy");
    expect(made["aws_s3_bucket_public_access_block"]?.["bucket-access"]).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(JSON.stringify(made["aws_s3_bucket_versioning"])).toContain('"Enabled"');
    expect(JSON.stringify(made["aws_s3_bucket_server_side_encryption_configuration"])).toContain('"AES256"');
    expect(String(made["aws_s3_bucket_policy"]?.["bucket-policy"]?.["policy"])).toContain("aws:SecureTransport");
  });

  it("expires only backups that have a newer one, after the time that the spec says, and keeps replaced objects for 30 days", () => {
    const lifecycle = resources({ retention: "90d" })["aws_s3_bucket_lifecycle_configuration"]?.["bucket-lifecycle"];
    const rule = lifecycle?.["rule"] as readonly Readonly<Record<string, unknown>>[];
    expect(rule.filter(({ expiration }) => JSON.stringify(expiration).includes("days"))).toEqual([
      {
        id: "expire-superseded",
        status: "Enabled",
        filter: [{ tag: [{ key: "superseded", value: "true" }] }],
        expiration: [{ days: 90 }],
      },
    ]);
    expect(rule.find(({ id }) => id === "clean")).toMatchObject({
      filter: [{ prefix: "" }],
      expiration: [{ expired_object_delete_marker: true }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  it("lets the pods write, read and tag the environment's own backups, and delete none", () => {
    const made = resources();
    const policy = JSON.parse(String(made["aws_iam_role_policy"]?.["backups"]?.["policy"]));
    expect(policy.Statement).toEqual([
      {
        Sid: "Objects",
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject", "s3:PutObjectTagging"],
        Resource: `arn:aws:s3:::${bucketName}/test/*`,
      },
      {
        Sid: "List",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: `arn:aws:s3:::${bucketName}`,
        Condition: { StringLike: { "s3:prefix": ["test/*"] } },
      },
    ]);
    expect(made["aws_eks_pod_identity_association"]?.["association"]).toMatchObject({
      cluster_name: "acme",
      service_account: "backup",
    });
  });

  it("encrypts by a key of its own where asked, which the role may use through S3", () => {
    const made = resources({ kmsKey: "own" });
    expect(made["aws_kms_key"]?.["key"]).toMatchObject({ enable_key_rotation: true });
    expect(JSON.stringify(made["aws_s3_bucket_server_side_encryption_configuration"])).toContain('"aws:kms"');
    const policy = JSON.parse(String(made["aws_iam_role_policy"]?.["backups"]?.["policy"]));
    expect(policy.Statement[2]).toMatchObject({
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "${aws_kms_key.key.arn}",
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
  });

  it("protects the bucket in production, unless the spec says otherwise", () => {
    const lifecycle = (spec: object, stage: string) =>
      resources(spec, { stage })["aws_s3_bucket"]?.["bucket"]?.["lifecycle"];
    expect(lifecycle({}, "development")).toBeUndefined();
    expect(lifecycle({}, "production")).toEqual({ prevent_destroy: true });
    expect(lifecycle({ deletionProtection: false }, "production")).toBeUndefined();
  });

  it("makes a role alone for an existing bucket, and nothing where the role exists too", () => {
    const bucket = { name: "acme-backups" };
    const made = resources({ bucket });
    expect(Object.keys(made).filter((type) => type.startsWith("aws_s3"))).toEqual([]);
    expect(String(made["aws_iam_role_policy"]?.["backups"]?.["policy"])).toContain("arn:aws:s3:::acme-backups/test/*");
    const roleArn = "arn:aws:iam::111122223333:role/backup";
    const { plan, manifest } = compiled({ bucket, roleArn });
    expect(plan.units.some(({ id }) => id === "terraform/backup")).toBe(false);
    expect(manifest("backup", "ServiceAccount").metadata.annotations).toEqual({
      "eks.amazonaws.com/role-arn": roleArn,
    });
  });

  it("costs next to nothing", () => {
    const [line] = compiled().plan.chapters.flatMap(({ costs }) => costs);
    expect(line).toMatchObject({ quantity: 0.03, price: 0.0245 });
  });
});

describe("checks of backups", () => {
  const found = (spec: object, more: object = {}) =>
    diagnose(environment(spec, more), fakeKafka, backup).map(({ code, path }) => [code, path]);

  it("find nothing to say of the defaults", () => {
    expect(found({})).toEqual([]);
  });

  it("refuse a bucket in another region that nobody means (SF2961)", () => {
    expect(found({ bucket: { name: "acme", region: "eu-west-1" } })).toEqual([["SF2961", "backup.bucket.region"]]);
    expect(found({ bucket: { name: "acme-backups-us-east-1" } })).toEqual([["SF2961", "backup.bucket.name"]]);
    expect(found({ bucket: { name: "acme", region: "eu-west-1" }, crossRegion: true })).toEqual([]);
    expect(found({ bucket: { name: "acme-backups-eu-central-1" } })).toEqual([]);
    expect(found({ bucket: { name: "acme-backups-us-east-1", region: "eu-central-1" } })).toEqual([]);
  });

  it("refuse backups that are kept too briefly to have one before the newest, or that are never made (SF2962)", () => {
    expect(found({ retention: "1d" })).toEqual([["SF2962", "backup.retention"]]);
    expect(found({ schedule: "@monthly" })).toEqual([["SF2962", "backup.schedule"]]);
    expect(found({ schedule: "@weekly", retention: "14d" })).toEqual([]);
    expect(found({ schedule: "0 0 30 2 *" })).toEqual([["SF2962", "backup.schedule"]]);
  });

  it("refuse pods without a way to AWS (SF2963) or to Kafka (SF2964)", () => {
    expect(found({}, { kubernetes: {} })).toEqual([["SF2963", "backup"]]);
    expect(found({ roleArn: "arn:aws:iam::111122223333:role/backup" }, { kubernetes: {} })).toEqual([]);
    expect(found({}, { fakeKafka: { certificate: false } })).toEqual([["SF2964", "backup"]]);
  });

  it("warn of settings that an existing bucket does not take (SF2965)", () => {
    expect(found({ bucket: { name: "acme" }, retention: "90d" })).toEqual([["SF2965", "backup.retention"]]);
    expect(codes(environment({ retention: "90d" }), fakeKafka, backup)).toEqual([]);
  });

  it("refuse what is no cron expression where it stands", () => {
    expect(diagnose(environment({ schedule: "0 25 * * *" }), fakeKafka, backup)[0]).toMatchObject({
      path: "backup.schedule",
      message: expect.stringContaining("25 is no hour"),
    });
  });
});
