import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../../testing.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";

const image = "registry.acme.example/kafka:4.3.1-tiered";
const pluginImage = "registry.acme.example/tiered-storage:1.1.1";
const bucketName = "test-kafka-cluster-tiered-111122223333-eu-central-1";

type Engine = "strimzi" | "statefulset";
const engines: readonly Engine[] = ["strimzi", "statefulset"];

const environment = (tieredStorage: object | undefined, cluster: object = {}, more: object = {}) => ({
  kubernetes: { namespace: "kafka", eksCluster: "acme" },
  certificates: {},
  kafkaCluster: {
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    image,
    ...(tieredStorage && { tieredStorage }),
    ...cluster,
  },
  ...more,
});
/** The same with Strimzi's own image, which has no plugin in it. */
const withoutImage = (tieredStorage: object) => {
  const { kafkaCluster: spec, ...rest } = environment(tieredStorage);
  const { image: _, ...cluster } = spec;
  return { ...rest, kafkaCluster: cluster };
};
const compiled = (tieredStorage: object | undefined, cluster: object = {}, more: object = {}) =>
  compileObject(environment(tieredStorage, cluster, more), certificates, kafkaCluster);

/** What the plugin is told by default, under its own keys. */
const pluginSettings = {
  "storage.backend.class": "io.aiven.kafka.tieredstorage.storage.s3.S3Storage",
  "storage.s3.bucket.name": bucketName,
  "storage.s3.region": "eu-central-1",
  "key.prefix": "test/",
  "chunk.size": "4194304",
  "fetch.chunk.cache.class": "io.aiven.kafka.tieredstorage.fetch.cache.DiskChunkCache",
  "fetch.chunk.cache.path": "/mnt/tiered-storage-cache",
  "fetch.chunk.cache.size": "1073741824",
  "fetch.chunk.cache.prefetch.max.size": "16777216",
};

describe("the bucket of tiered segments", () => {
  const resources = (tieredStorage: object, more: object = {}, cluster: object = {}) =>
    compiled(tieredStorage, cluster, more).terraform("kafka-cluster").resource;
  const statements = (made: ReturnType<typeof resources>) =>
    JSON.parse(String(made["aws_iam_role_policy"]?.["tiered-storage"]?.["policy"])).Statement;

  it("is not there without tiered storage", () => {
    expect(compiled(undefined).plan.units.map(({ id }) => id)).not.toContain("terraform/kafka-cluster");
  });

  it("is private, encrypted, and deletes nothing but uploads that never ended", () => {
    const made = resources({});
    expect(made["aws_s3_bucket"]?.["bucket"]).toMatchObject({ bucket: bucketName });
    expect(made["aws_s3_bucket"]?.["bucket"]).not.toHaveProperty("force_destroy");
    expect(made["aws_s3_bucket_public_access_block"]?.["bucket-access"]).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(JSON.stringify(made["aws_s3_bucket_server_side_encryption_configuration"])).toContain('"AES256"');
    expect(String(made["aws_s3_bucket_policy"]?.["bucket-policy"]?.["policy"])).toContain("aws:SecureTransport");
    expect(made["aws_s3_bucket_lifecycle_configuration"]?.["bucket-lifecycle"]?.["rule"]).toEqual([
      {
        id: "abort-incomplete-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
    expect(Object.keys(made)).not.toContain("aws_s3_bucket_versioning");
  });

  it("is protected in production, unless the spec says otherwise", () => {
    const lifecycle = (tieredStorage: object, stage: string) =>
      resources(tieredStorage, { stage })["aws_s3_bucket"]?.["bucket"]?.["lifecycle"];
    expect(lifecycle({}, "development")).toBeUndefined();
    expect(lifecycle({}, "production")).toEqual({ prevent_destroy: true });
    expect(lifecycle({ deletionProtection: false }, "production")).toBeUndefined();
  });

  it.each([
    ["strimzi", "test-kafka"],
    ["statefulset", "test-broker"],
  ])("is read, written and deleted from by the brokers of %s alone, under the cluster's name", (engine, account) => {
    const made = resources({}, {}, { engine });
    expect(made["aws_eks_pod_identity_association"]?.["association"]).toMatchObject({
      cluster_name: "acme",
      namespace: "kafka",
      service_account: account,
    });
    expect(statements(made)).toEqual([
      {
        Sid: "Segments",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: `arn:aws:s3:::${bucketName}/test/*`,
      },
      { Sid: "Missing", Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${bucketName}` },
    ]);
  });

  it("is there, and its role, before a broker starts", () => {
    const units = compiled({}).plan.units;
    expect(units.find(({ id }) => id === "kubernetes/kafka-cluster")?.dependsOn).toContain("terraform/kafka-cluster");
  });

  it("encrypts by a key of its own where asked, which the brokers may use through S3, and which costs", () => {
    const made = resources({ kmsKey: "own" });
    expect(made["aws_kms_key"]?.["key"]).toMatchObject({ enable_key_rotation: true });
    expect(statements(made)[2]).toMatchObject({
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: "${aws_kms_key.key.arn}",
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
    const costs = (tieredStorage: object) => compiled(tieredStorage).plan.chapters.flatMap((chapter) => chapter.costs);
    const key = expect.objectContaining({ item: "Key of the tiered segments", price: 1 });
    expect(costs({ kmsKey: "own" })).toContainEqual(key);
    expect(costs({})).not.toContainEqual(key);
  });

  it("can be one that exists, by a role that exists", () => {
    const bucket = { name: "acme-segments", kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/a" };
    const made = resources({ bucket });
    expect(Object.keys(made).filter((type) => type.startsWith("aws_s3"))).toEqual([]);
    expect(statements(made).map(({ Resource }: { Resource: string }) => Resource)).toEqual([
      "arn:aws:s3:::acme-segments/test/*",
      "arn:aws:s3:::acme-segments",
      bucket.kmsKeyArn,
    ]);
    const roleArn = "arn:aws:iam::111122223333:role/segments";
    const { plan } = compiled({ bucket, roleArn });
    expect(plan.units.map(({ id }) => id)).not.toContain("terraform/kafka-cluster");
  });
});

describe("tiered storage by Strimzi", () => {
  const objects = (tieredStorage: object | undefined, cluster: object = {}) => {
    const { manifests } = compiled(tieredStorage, { engine: "strimzi", ...cluster });
    const all = manifests("kafka-cluster");
    const pool = (name: string) =>
      all.find(({ kind, metadata }) => kind === "KafkaNodePool" && metadata.name === name) as unknown as {
        spec: { template: { pod: { volumes?: unknown }; kafkaContainer: { volumeMounts?: unknown } } };
      };
    const kafka = all.find(({ kind }) => kind === "Kafka") as unknown as {
      spec: {
        kafka: {
          config: Readonly<Record<string, unknown>>;
          tieredStorage?: unknown;
          template: { serviceAccount?: unknown };
        };
      };
    };
    return { pool, kafka: kafka.spec.kafka };
  };

  it("names the plugin, where it is and what it is told", () => {
    expect(objects({}).kafka.tieredStorage).toEqual({
      type: "custom",
      remoteStorageManager: {
        className: "io.aiven.kafka.tieredstorage.RemoteStorageManager",
        classPath: "/opt/kafka/plugins/tiered-storage/*",
        config: pluginSettings,
      },
    });
    expect(objects(undefined).kafka).not.toHaveProperty("tieredStorage");
  });

  it("keeps as many copies of its metadata as of other topics", () => {
    expect(objects({}).kafka.config).toMatchObject({
      "rlmm.config.remote.log.metadata.topic.replication.factor": 3,
      "rlmm.config.remote.log.metadata.topic.min.isr": 2,
    });
    expect(objects({}, { brokers: { replicas: 1 } }).kafka.config).toMatchObject({
      "rlmm.config.remote.log.metadata.topic.replication.factor": 1,
      "rlmm.config.remote.log.metadata.topic.min.isr": 1,
    });
  });

  it("gives brokers a cache of a bounded size, and the plugin as a volume where it has an image of its own", () => {
    const { pool } = objects({ cacheSize: "4GiB", plugin: { image: pluginImage } });
    const { pod, kafkaContainer } = pool("broker").spec.template;
    expect(pod.volumes).toEqual([
      { name: "tiered-storage-cache", emptyDir: { sizeLimit: "8Gi" } },
      { name: "tiered-storage-plugin", image: { reference: pluginImage, pullPolicy: "IfNotPresent" } },
    ]);
    expect(kafkaContainer.volumeMounts).toEqual([
      { name: "tiered-storage-cache", mountPath: "/mnt/tiered-storage-cache" },
      { name: "tiered-storage-plugin", mountPath: "/mnt/tiered-storage", readOnly: true },
    ]);
    expect(pool("controller").spec.template.pod).not.toHaveProperty("volumes");
    expect(objects({}).pool("broker").spec.template.pod.volumes).toHaveLength(1);
    expect(objects(undefined).pool("broker").spec.template.pod).not.toHaveProperty("volumes");
  });

  it("finds the plugin in its volume, unless the spec says where", () => {
    const classPath = (plugin: object) =>
      (objects({ plugin }).kafka.tieredStorage as { remoteStorageManager: { classPath: string } }).remoteStorageManager
        .classPath;
    expect(classPath({ image: pluginImage })).toBe("/mnt/tiered-storage/*");
    expect(classPath({ classPath: "/opt/core/*:/opt/s3/*" })).toBe("/opt/core/*:/opt/s3/*");
    expect(() => classPath({ classPath: "opt/core/*" })).toThrow("a class path has absolute paths");
  });

  it("binds a role that exists by an annotation of the service account", () => {
    const roleArn = "arn:aws:iam::111122223333:role/segments";
    expect(objects({ roleArn }).kafka.template.serviceAccount).toEqual({
      metadata: { annotations: { "eks.amazonaws.com/role-arn": roleArn } },
    });
    expect(objects({}).kafka.template).not.toHaveProperty("serviceAccount");
  });
});

describe("tiered storage by StatefulSets", () => {
  const objects = (tieredStorage: object | undefined, cluster: object = {}) => {
    const { manifests } = compiled(tieredStorage, { engine: "statefulset", ...cluster });
    const named = (kind: string, name: string) =>
      manifests("kafka-cluster").find((object) => object.kind === kind && object.metadata.name === name);
    const properties = (role: string) =>
      (named("ConfigMap", `test-${role}`) as unknown as { data: Record<string, string> }).data["server.properties"] ??
      "";
    const pod = (role: string) =>
      (
        named("StatefulSet", `test-${role}`) as unknown as {
          spec: {
            template: {
              spec: {
                volumes: readonly { name: string }[];
                containers: readonly { volumeMounts: readonly { name: string }[] }[];
              };
            };
          };
        }
      ).spec.template.spec;
    return { named, properties, pod };
  };

  it("tells brokers what Strimzi tells them, and the plugin the same", () => {
    const lines = objects({}).properties("broker").split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "remote.log.storage.system.enable=true",
        "remote.log.metadata.manager.listener.name=REPLICATION-9091",
        "rlmm.config.remote.log.metadata.topic.replication.factor=3",
        "rlmm.config.remote.log.metadata.topic.min.isr=2",
        "rlmm.config.remote.log.metadata.common.client.bootstrap.servers=@POD@.test-kafka-brokers.kafka.svc:9091",
        "rlmm.config.remote.log.metadata.common.client.security.protocol=SSL",
        "rlmm.config.remote.log.metadata.common.client.ssl.keystore.location=/run/streamform/keystore.pem",
        "rlmm.config.remote.log.metadata.common.client.ssl.truststore.location=/run/streamform/truststore.pem",
        "remote.log.storage.manager.class.name=io.aiven.kafka.tieredstorage.RemoteStorageManager",
        "remote.log.storage.manager.class.path=/opt/kafka/plugins/tiered-storage/*",
        ...Object.entries(pluginSettings).map(([key, value]) => `rsm.config.${key}=${value}`),
      ]),
    );
  });

  it("tells controllers that it is on, since they are asked when a topic is to be tiered, and no more", () => {
    const lines = objects({}).properties("controller").split("\n");
    expect(lines.filter((line) => /^(remote|rsm|rlmm)\./.test(line))).toEqual([
      "remote.log.storage.system.enable=true",
    ]);
  });

  it("says nothing of it where there is none", () => {
    for (const role of ["broker", "controller"])
      expect(objects(undefined).properties(role)).not.toMatch(/^(remote\.log|rsm|rlmm)\.|^# Tiered/m);
  });

  it("mounts the cache, and the plugin where it has an image of its own, in brokers alone", () => {
    const { pod } = objects({ plugin: { image: pluginImage } });
    expect(pod("broker").volumes).toEqual(
      expect.arrayContaining([
        { name: "tiered-storage-cache", emptyDir: { sizeLimit: "2Gi" } },
        { name: "tiered-storage-plugin", image: { reference: pluginImage, pullPolicy: "IfNotPresent" } },
      ]),
    );
    expect(pod("broker").containers[0]?.volumeMounts).toEqual(
      expect.arrayContaining([
        { name: "tiered-storage-cache", mountPath: "/mnt/tiered-storage-cache" },
        { name: "tiered-storage-plugin", mountPath: "/mnt/tiered-storage", readOnly: true },
      ]),
    );
    expect(pod("controller").volumes.filter(({ name }) => name.startsWith("tiered"))).toEqual([]);
  });

  it("binds a role that exists by an annotation of the brokers' service account", () => {
    const roleArn = "arn:aws:iam::111122223333:role/segments";
    const annotations = (role: string) =>
      objects({ roleArn }).named("ServiceAccount", `test-${role}`)?.metadata.annotations;
    expect(annotations("broker")).toEqual({ "eks.amazonaws.com/role-arn": roleArn });
    expect(annotations("controller")).toBeUndefined();
  });
});

describe("the README", () => {
  it.each(engines)("names what tiered storage by %s needs, and what becomes of the segments", (engine) => {
    const { plan } = compiled({}, { engine }, { stage: "production" });
    const titles = plan.preconditions.map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        `The image \`${image}\` with the plugin of tiered storage`,
        "The EKS cluster `acme`",
        "A route from the brokers to S3",
      ]),
    );
    const steps = plan.chapters.flatMap(({ steps }) => steps);
    expect(steps.find(({ title }) => title === "Check that segments reach the bucket")?.commands).toEqual([
      expect.stringContaining(`s3://${bucketName}/test/ --region eu-central-1`),
      expect.stringContaining("for pod in pods/test-broker-0 pods/test-broker-1 pods/test-broker-2; do"),
    ]);
    expect(steps.find(({ title }) => title === "Decide whether to keep the tiered segments")).toMatchObject({
      when: "teardown",
      text: expect.stringContaining("`kafkaCluster.tieredStorage.deletionProtection: false`"),
      commands: [`aws s3 ls s3://${bucketName}/test/ --region eu-central-1`],
    });
  });

  it("names the image of the plugin, the role and the bucket that have to be there", () => {
    const { plan } = compiled({
      plugin: { image: pluginImage },
      bucket: { name: "acme-segments" },
      roleArn: "arn:aws:iam::111122223333:role/segments",
    });
    expect(plan.preconditions.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        `The image \`${pluginImage}\` with the plugin of tiered storage`,
        "The IAM role `arn:aws:iam::111122223333:role/segments`",
        "The S3 bucket `acme-segments`",
      ]),
    );
    expect(plan.chapters.flatMap(({ steps }) => steps.map(({ title }) => title))).not.toContain(
      "Decide whether to keep the tiered segments",
    );
  });
});

describe("checks of tiered storage", () => {
  const found = (tieredStorage: object | undefined, cluster: object = {}, more: object = {}) =>
    diagnose(environment(tieredStorage, cluster, more), certificates, kafkaCluster).map(
      ({ code, path }) => `${code} ${path}`,
    );

  it("find nothing to say of the defaults", () => {
    expect(found({})).toEqual([]);
  });

  it("refuse brokers that no plugin gets into (SF2838)", () => {
    const brokersOf = (tieredStorage: object) =>
      diagnose(withoutImage(tieredStorage), certificates, kafkaCluster).map(({ code, path }) => `${code} ${path}`);
    expect(brokersOf({})).toEqual(["SF2838 kafkaCluster.tieredStorage"]);
    expect(brokersOf({ plugin: { image: pluginImage } })).toEqual([]);
  });

  it("warn of a Kafka that has it for trial only (SF2832)", () => {
    const on = (kafkaVersion: string) => found({}, { engine: "statefulset", kafkaVersion });
    expect(on("3.6.1")).toContain("SF2832 kafkaCluster.kafkaVersion");
    expect(on("3.9.1").join()).not.toContain("SF2832");
    expect(on("4.3.1").join()).not.toContain("SF2832");
  });

  it("refuse brokers without permissions (SF2833)", () => {
    const kubernetes = { namespace: "kafka" };
    expect(found({}, {}, { kubernetes })).toEqual(["SF2833 kafkaCluster.tieredStorage"]);
    expect(found({ roleArn: "arn:aws:iam::111122223333:role/a" }, {}, { kubernetes })).toEqual([]);
  });

  it("refuse what follows from tieredStorage as broker configuration (SF2834)", () => {
    const configuration = { "remote.log.storage.system.enable": true };
    const expected = ['SF2834 kafkaCluster.configuration["remote.log.storage.system.enable"]'];
    expect(found({}, { configuration })).toEqual(expected);
    expect(found(undefined, { configuration })).toEqual(expected);
    expect(found({}, { configuration: { "remote.log.manager.copier.thread.pool.size": 4 } })).toEqual([]);
  });

  it("refuse to keep more on the brokers than in all (SF2835)", () => {
    const place = (key: string) => [`SF2835 kafkaCluster.configuration["${key}"]`];
    const on = (configuration: object) => found({}, { configuration });
    expect(on({ "log.local.retention.ms": "8d" })).toEqual(place("log.local.retention.ms"));
    expect(on({ "log.local.retention.ms": -1 })).toEqual(place("log.local.retention.ms"));
    expect(on({ "log.local.retention.ms": "1d" })).toEqual([]);
    expect(on({ "log.local.retention.bytes": "2GiB", "log.retention.bytes": "1GiB" })).toEqual(
      place("log.local.retention.bytes"),
    );
    expect(on({ "log.local.retention.bytes": "2GiB" })).toEqual([]);
    expect(found(undefined, { configuration: { "log.local.retention.ms": "8d" } })).toEqual([]);
  });

  it("warn of settings that an existing bucket does not take (SF2836)", () => {
    const bucket = { name: "acme-segments" };
    expect(found({ bucket, kmsKey: "own", deletionProtection: true })).toEqual([
      "SF2836 kafkaCluster.tieredStorage.kmsKey",
      "SF2836 kafkaCluster.tieredStorage.deletionProtection",
    ]);
    expect(found({ bucket })).toEqual([]);
  });

  it("refuse an image of the plugin that is not pinned (SF2837)", () => {
    const on = (image: string) => found({ plugin: { image } });
    expect(on("registry.acme.example/tiered-storage")).toEqual(["SF2837 kafkaCluster.tieredStorage.plugin.image"]);
    expect(on("registry.acme.example/tiered-storage:latest")).toEqual([
      "SF2837 kafkaCluster.tieredStorage.plugin.image",
    ]);
  });
});
