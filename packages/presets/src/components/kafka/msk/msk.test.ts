import { defineComponent } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Kafka, kafka } from "../../../kafka/kafka.js";
import { compileObject } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";
import { msk } from "./index.js";
import { clusterOf, compileMsk, environment, findings, resourcesOf, zones } from "./testing.js";

const scram = { authentication: { iam: false, scram: { admin: "admin" } } };
const users = {
  secrets: { entries: { admin: { kind: "msk-scram" }, orders: { kind: "msk-scram" }, webhook: { kind: "manual" } } },
};
const ports = (spec: object, rest?: object) =>
  Object.values(resourcesOf(spec, rest)["aws_vpc_security_group_ingress_rule"] ?? {})
    .map((rule) => Number(rule["from_port"]))
    .sort((a, b) => a - b);

describe("the cluster", () => {
  it("has the same number of brokers in each zone's private subnet, and no public access", () => {
    const cluster = clusterOf({ brokersPerZone: 2 });
    expect(cluster["number_of_broker_nodes"]).toBe(6);
    expect(JSON.stringify(cluster["broker_node_group_info"])).toContain(
      "data.terraform_remote_state.network.outputs.private_subnet_ids",
    );
    expect(JSON.stringify(cluster)).not.toContain("public");
  });

  it("says nothing of storage throughput, tiered storage or volumes of Express brokers unless asked (T-22)", () => {
    expect(JSON.stringify(clusterOf())).not.toMatch(/provisioned_throughput|storage_mode/);
    expect(JSON.stringify(clusterOf({ instanceType: "express.m7g.large", kafkaVersion: "3.9.x.kraft" }))).not.toContain(
      "storage_info",
    );
    const asked = JSON.stringify(
      clusterOf({ instanceType: "kafka.m7g.2xlarge", provisionedThroughput: 300, storageMode: "tiered" }),
    );
    expect(asked).toContain('"provisioned_throughput":{"enabled":true,"volume_throughput":300}');
    expect(asked).toContain('"storage_mode":"TIERED"');
  });

  it("writes out what is off, so that turning it off is a change", () => {
    expect(clusterOf({ authentication: { iam: false, none: true } })["client_authentication"]).toEqual({
      unauthenticated: true,
      sasl: { iam: false, scram: false },
    });
    expect(clusterOf()["open_monitoring"]).toEqual({
      prometheus: { jmx_exporter: { enabled_in_broker: false }, node_exporter: { enabled_in_broker: false } },
    });
  });

  it("ignores the volumes' size exactly when they grow by themselves (T-20)", () => {
    expect(clusterOf({ volumeSize: "200GiB" })["lifecycle"]).toBeUndefined();
    const grown = resourcesOf({ storageAutoscaling: { maximum: "1TiB", targetUtilization: 70 } });
    expect(grown["aws_msk_cluster"]?.["cluster"]?.["lifecycle"]).toEqual({
      ignore_changes: ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"],
    });
    expect(grown["aws_appautoscaling_target"]?.["storage-autoscaling"]).toMatchObject({
      max_capacity: 1024,
      scalable_dimension: "kafka:broker-storage:VolumeSize",
    });
    expect(JSON.stringify(grown["aws_appautoscaling_policy"])).toContain(
      '"predefined_metric_type":"KafkaBrokerStorageUtilization"},"target_value":70',
    );
  });

  it("is protected from deletion in production, with its key and log bucket, unless the spec says otherwise (X-04)", () => {
    const spec = { encryption: { kmsKey: "own" }, logs: { s3: {} } };
    const protectedResources = (extra: object, rest: object) =>
      Object.entries(resourcesOf({ ...spec, ...extra }, rest)).flatMap(([type, byId]) =>
        Object.values(byId).flatMap(({ lifecycle }) =>
          (lifecycle as { prevent_destroy?: boolean })?.prevent_destroy ? [type] : [],
        ),
      );
    expect(protectedResources({}, { stage: "production" }).sort()).toEqual([
      "aws_kms_key",
      "aws_msk_cluster",
      "aws_s3_bucket",
    ]);
    expect(protectedResources({ deletionProtection: false }, { stage: "production" })).toEqual([]);
    expect(protectedResources({}, {})).toEqual([]);
    expect(protectedResources({ deletionProtection: true }, {})).toHaveLength(3);
  });

  it.each([
    ["aws", undefined],
    ["own", "${aws_kms_key.key.arn}"],
    [{ arn: "arn:aws:kms:eu-central-1:111122223333:key/1" }, "arn:aws:kms:eu-central-1:111122223333:key/1"],
  ])("encrypts volumes with the key %j", (kmsKey, arn) => {
    expect(clusterOf({ encryption: { kmsKey } })["encryption_info"]).toMatchObject({
      encryption_in_transit: { client_broker: "TLS", in_cluster: true },
    });
    expect(
      (clusterOf({ encryption: { kmsKey } })["encryption_info"] as Record<string, unknown>)[
        "encryption_at_rest_kms_key_arn"
      ],
    ).toBe(arn);
  });
});

describe("the broker configuration", () => {
  const configuration = (spec: object = {}, rest: object = {}) =>
    resourcesOf(spec, rest)["aws_msk_configuration"]?.["configuration"] ?? {};

  it("has the original's values in two zones, and one copy more in three", () => {
    const two = String(
      configuration({ configuration: {} }, { network: { zones: zones.slice(0, 2) } })["server_properties"],
    );
    expect(two).toBe(
      "auto.create.topics.enable=false\ndefault.replication.factor=2\nmin.insync.replicas=1\nnum.partitions=3\nunclean.leader.election.enable=false\n",
    );
    expect(String(configuration()["server_properties"])).toContain(
      "default.replication.factor=3\nlog.retention.ms=259200000\nmin.insync.replicas=2\n",
    );
  });

  it("is another one for another content or version, made before the old one goes (T-21)", () => {
    const names = [
      configuration(),
      configuration({ configuration: { "num.partitions": 6 } }),
      configuration({ kafkaVersion: "3.8.x" }),
    ].map(({ name }) => String(name));
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^test-msk-3-\d-x-[0-9a-f]{8}$/);
    expect(configuration()["name"]).toBe(names[0]);
    expect(configuration()["lifecycle"]).toEqual({ create_before_destroy: true });
  });

  it("reaches the cluster by reference, revision and all", () => {
    expect(clusterOf()["configuration_info"]).toEqual({
      arn: "${aws_msk_configuration.configuration.arn}",
      revision: "${aws_msk_configuration.configuration.latest_revision}",
    });
  });

  it("leaves out what Express brokers do not take", () => {
    expect(
      String(configuration({ instanceType: "express.m7g.large", kafkaVersion: "3.9.x.kraft" })["server_properties"]),
    ).not.toMatch(/replication|insync|unclean/);
  });
});

describe("the security group", () => {
  it("opens the ports of the listeners that are on, to the network, and no others", () => {
    expect(ports({})).toEqual([9098]);
    expect(
      ports({
        authentication: { iam: false, none: true },
        encryption: { inTransit: "TLS_PLAINTEXT" },
        zookeeper: "plaintext",
      }),
    ).toEqual([2181, 9092, 9094]);
    expect(
      ports(
        {
          authentication: { iam: true, scram: { admin: "admin" } },
          openMonitoring: { jmx: true, node: true },
          zookeeper: "tls",
        },
        users,
      ),
    ).toEqual([2182, 9096, 9098, 11001, 11002]);
  });

  it("has separate rules, one for each flow (T-27)", () => {
    const clients = {
      office: { cidr: "10.8.0.0/16", listeners: ["iam"] },
      jobs: { securityGroup: "sg-0123456789abcdef0" },
    };
    const { aws_security_group: groups, aws_vpc_security_group_ingress_rule: rules = {} } = resourcesOf({ clients });
    expect(groups?.["security-group"]).not.toHaveProperty("ingress");
    expect(Object.keys(rules).sort()).toEqual(["from-client-jobs-iam", "from-client-office-iam", "from-network-iam"]);
    expect(rules["from-client-office-iam"]).toMatchObject({ cidr_ipv4: "10.8.0.0/16", from_port: 9098, to_port: 9098 });
    expect(rules["from-client-jobs-iam"]).toMatchObject({ referenced_security_group_id: "sg-0123456789abcdef0" });
  });
});

describe("authentication", () => {
  it("associates every Kafka user of the secrets, each by itself, and no other secret", () => {
    const associations = resourcesOf(scram, users)["aws_msk_single_scram_secret_association"] ?? {};
    expect(Object.keys(associations).sort()).toEqual(["user-admin", "user-orders"]);
    expect(associations["user-orders"]?.["secret_arn"]).toBe(
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:AmazonMSK_test-secrets-orders-${data.terraform_remote_state.secrets.outputs.suffix_orders}",
    );
    expect(compileMsk(scram, users).plan.units.find(({ id }) => id === "terraform/msk")?.dependsOn).toEqual([
      "terraform/network",
      "terraform/secrets",
    ]);
  });

  it("makes policies for producers, consumers and administrators of this cluster alone where IAM is on", () => {
    const policies = resourcesOf()["aws_iam_policy"] ?? {};
    const statements = (id: string) =>
      (JSON.parse(String(policies[id]?.["policy"])) as { Statement: { Action: string[]; Resource: string }[] })
        .Statement;
    expect(Object.keys(policies).sort()).toEqual(["admin-policy", "consumer-policy", "producer-policy"]);
    for (const id of Object.keys(policies))
      for (const { Resource } of statements(id))
        expect(Resource).toMatch(/^arn:aws:kafka:eu-central-1:111122223333:[a-z-]+\/test-msk\/\*/);
    expect(statements("producer-policy").flatMap(({ Action }) => Action)).toContain("kafka-cluster:WriteData");
    expect(statements("producer-policy").flatMap(({ Action }) => Action)).not.toContain("kafka-cluster:ReadData");
    expect(statements("consumer-policy").flatMap(({ Action }) => Action)).not.toContain("kafka-cluster:WriteData");
    expect(resourcesOf(scram, users)).not.toHaveProperty("aws_iam_policy");
  });

  it("takes certificates of the named authorities", () => {
    const certificateAuthorityArns = [
      "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555",
    ];
    expect(
      clusterOf({ authentication: { iam: false, mtls: { certificateAuthorityArns } } })["client_authentication"],
    ).toMatchObject({ tls: { certificate_authority_arns: certificateAuthorityArns } });
  });
});

describe("broker logs", () => {
  it("go to CloudWatch for seven days unless the spec says otherwise", () => {
    expect(resourcesOf()["aws_cloudwatch_log_group"]?.["logs"]).toEqual({
      name: "/aws/msk/test-msk",
      retention_in_days: 7,
    });
    expect(clusterOf({ logs: { cloudwatch: { enabled: false } } })).not.toHaveProperty("logging_info");
    expect(findings({ logs: { cloudwatch: { retention: "8d" } } })).toHaveLength(1);
  });

  it("go to a private bucket of a name that nobody else has, or to one that exists", () => {
    const made = resourcesOf({ logs: { s3: {} } });
    expect(made["aws_s3_bucket"]?.["log-bucket"]?.["bucket"]).toBe("test-msk-logs-111122223333-eu-central-1");
    expect(made["aws_s3_bucket_public_access_block"]?.["log-bucket-access"]).toMatchObject({
      block_public_acls: true,
      restrict_public_buckets: true,
    });
    const existing = resourcesOf({
      logs: { s3: { bucket: "acme-logs", prefix: "kafka/" }, firehose: { deliveryStream: "kafka" } },
    });
    expect(existing).not.toHaveProperty("aws_s3_bucket");
    expect(existing["aws_msk_cluster"]?.["cluster"]?.["logging_info"]).toMatchObject({
      broker_logs: { s3: { bucket: "acme-logs", prefix: "kafka/" }, firehose: { delivery_stream: "kafka" } },
    });
  });
});

describe("what others get", () => {
  it("publishes the bootstrap servers of the listeners that are on, and ZooKeeper's address where there is one", () => {
    const outputs = (spec: object, rest?: object) => Object.keys(compileMsk(spec, rest).terraform("msk").output ?? {});
    expect(outputs({})).toEqual([
      "admin_policy_arn",
      "arn",
      "bootstrap_servers_iam",
      "consumer_policy_arn",
      "producer_policy_arn",
      "security_group_id",
      "zookeeper_connect",
    ]);
    expect(outputs({ kafkaVersion: "3.9.x.kraft", ...scram }, users)).toEqual([
      "arn",
      "arn_end",
      "bootstrap_servers_scram",
      "security_group_id",
    ]);
    expect(
      outputs({ authentication: { iam: false, none: true }, encryption: { inTransit: "TLS_PLAINTEXT" } }),
    ).toContain("bootstrap_servers_plaintext");
  });

  it("estimates the original at 76.80 $ for its brokers and 23.80 $ for their storage (MSK-14)", () => {
    const original = { instanceType: "kafka.t3.small", brokersPerZone: 1, volumeSize: "100GiB" };
    const costs =
      compileMsk(original, { network: { zones: zones.slice(0, 2) } }).plan.chapters.find(
        ({ component }) => component === "msk",
      )?.costs ?? [];
    expect(costs.map(({ quantity, price = Number.NaN }) => Math.round(quantity * price * 100) / 100)).toEqual([
      76.8, 23.8,
    ]);
  });

  it("tells the README the endpoints, where to look them up, and how to take the cluster down", () => {
    const chapter = compileMsk({}, { stage: "production" }).plan.chapters.find(({ component }) => component === "msk");
    expect(chapter?.endpoints).toMatchObject([
      { name: "Kafka (iam)", port: 9098, address: { output: "bootstrapServersIam" } },
    ]);
    expect(chapter?.steps.map(({ when, title }) => `${when}: ${title}`)).toEqual([
      "operation: Know what would replace the cluster",
      "teardown: Turn off the protection of the cluster",
    ]);
    expect(chapter?.facts).toContainEqual({ label: "Deletion protection", value: "on" });
  });

  it("tells the README what a delivery stream and a bucket that exist must let logs do", () => {
    const logs = { firehose: { deliveryStream: "broker-logs" }, s3: { bucket: "acme-logs" } };
    const preconditions = (spec: object) => compileMsk(spec).plan.preconditions;
    expect(preconditions({ logs })).toMatchObject([
      { title: "The Firehose delivery stream `broker-logs`", text: expect.stringContaining("LogDeliveryEnabled") },
      { title: "The bucket `acme-logs`", text: expect.stringContaining("delivery.logs.amazonaws.com") },
    ]);
    expect(preconditions({ logs: { s3: {} } })).toEqual([]);
  });

  it("tells the README which changes destroy the cluster, and whether Terraform would do it", () => {
    const text = (rest: object = {}) =>
      compileMsk({}, rest).plan.chapters.find(({ component }) => component === "msk")?.steps[0]?.text ?? "";
    expect(text()).toContain(
      "`name`, `network.cidr`, `network.zones`, `msk.encryption.inCluster`, `msk.encryption.kmsKey` destroys the cluster",
    );
    expect(text()).toContain("Do not approve it");
    expect(text({ stage: "production" })).toContain("Terraform refuses such a plan");
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.0.0.0/16",
      privateSubnetIds: Object.fromEntries(zones.map((zone, index) => [zone, `subnet-0123456789abcdef${index}`])),
    };
    expect(text({ network: { zones, existing } })).toContain(
      "`network.zones`, `network.existing.vpcId`, `network.existing.privateSubnetIds`",
    );
  });

  it("tells which resources Terraform refuses to destroy", () => {
    const clusterOf = (stage: string) =>
      compileMsk({}, { stage })
        .plan.units.flatMap((unit) => (unit.kind === "terraform" ? unit.resources : []))
        .find(({ type }) => type === "aws_msk_cluster");
    expect(clusterOf("production")).toMatchObject({ id: "cluster", protected: true });
    expect(clusterOf("development")).toMatchObject({ id: "cluster", protected: false });
  });

  it("does not change with the order in which the spec is written", () => {
    const { msk, ...rest } = environment({ brokersPerZone: 2, volumeSize: "50GiB" });
    const reversed = Object.fromEntries(Object.entries(msk).reverse());
    expect(compileMsk(reversed, rest).file("terraform/msk/main.tf.json")).toBe(
      compileMsk(msk, rest).file("terraform/msk/main.tf.json"),
    );
  });
});

describe("the Kafka that others see", () => {
  let seen: Kafka | undefined;
  const probe = defineComponent({
    name: "probe",
    title: "Probe",
    spec: z.strictObject({}),
    uses: { kafka },
    summary: ({ uses }) => {
      seen = uses.kafka;
      return {};
    },
  });
  const kafkaOf = (spec: object, rest: object = {}) => {
    compileObject(environment(spec, { probe: {}, ...rest }), network, secrets, msk, probe);
    return seen;
  };

  it("prefers listeners that know who is there, and those by password to those by IAM", () => {
    const names = (spec: object, rest?: object) => kafkaOf(spec, rest)?.listeners.map(({ name }) => name);
    expect(names({ authentication: { scram: { admin: "admin" } } }, users)).toEqual(["scram", "iam"]);
    expect(names({ authentication: { none: true }, encryption: { inTransit: "TLS_PLAINTEXT" } })).toEqual([
      "iam",
      "tls",
      "plaintext",
    ]);
  });

  it("has the administrator's secret where passwords are taken, and the policies where IAM is", () => {
    expect(kafkaOf(scram, users)?.admin).toEqual({ secretsManager: "AmazonMSK_test-secrets-admin" });
    expect(kafkaOf(scram, users)?.iamPolicies).toBeUndefined();
    expect(kafkaOf({})?.iamPolicies?.producer).toBe("arn:aws:iam::111122223333:policy/test-msk-producer");
    expect(kafkaOf({})?.iamResources).toEqual({
      cluster: "arn:aws:kafka:eu-central-1:111122223333:cluster/test-msk/*",
      topics: "arn:aws:kafka:eu-central-1:111122223333:topic/test-msk/*/",
      groups: "arn:aws:kafka:eu-central-1:111122223333:group/test-msk/*/",
      transactionalIds: "arn:aws:kafka:eu-central-1:111122223333:transactional-id/test-msk/*/",
    });
  });

  it("has as much storage as the volumes may grow to, and no bound with Express brokers", () => {
    expect(kafkaOf({ volumeSize: "200GiB" })?.storage).toBe(600);
    expect(kafkaOf({ storageAutoscaling: { maximum: "1TiB" } })?.storage).toBe(3072);
    expect(kafkaOf({ instanceType: "express.m7g.large", kafkaVersion: "3.9.x.kraft" })?.storage).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("has a listener even where the spec turned all of them off, so that the check is heard that says so", () => {
    expect(kafkaOf({ authentication: { iam: false } })?.listeners).toHaveLength(1);
  });
});
