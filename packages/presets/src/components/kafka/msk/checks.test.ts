import { componentPages } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { diagnose, diagnoseOn } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";
import { checks } from "./checks.js";
import { msk } from "./index.js";
import { environment, findings, zones } from "./testing.js";

const scramUser = { secrets: { entries: { admin: { kind: "msk-scram" } } } };
const twoZones = { network: { zones: zones.slice(0, 2) } };
const kmsKey = (region: string) => `arn:aws:kms:${region}:111122223333:key/0a1b2c3d`;
const users = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`u${index}`, { kind: "msk-scram" }]));
const kept = { "log.retention.ms": "3d" };

describe("checks of msk", () => {
  it("find nothing in a sound cluster, in production either", () => {
    expect(findings()).toEqual([]);
    expect(findings({}, { stage: "production" })).toEqual([]);
  });

  it("have codes of their own, in order", () => {
    const all = checks.map(({ code }) => code);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(all.toSorted());
    expect(all.every((code) => /^SF21\d\d$/.test(code))).toBe(true);
    expect(Object.values(componentPages).map(({ code }) => code)).not.toContain(all[0]);
  });

  it.each<[code: string, what: string, spec: object, rest?: object]>([
    ["SF2123", "a version whose support has ended", { kafkaVersion: "3.7.x" }],
    ["SF2103", "min.insync.replicas as high as the factor", { configuration: { ...kept, "min.insync.replicas": 3 } }],
    ["SF2104", "the original's min.insync.replicas 1 with factor 2", {}, twoZones],
    ["SF2105", "a factor above the broker count", { configuration: { ...kept, "default.replication.factor": 4 } }],
    ["SF2106", "plaintext beside TLS", { encryption: { inTransit: "TLS_PLAINTEXT" }, authentication: { none: true } }],
    ["SF2107", "t3 in production", { instanceType: "kafka.t3.small" }, { stage: "production" }],
    ["SF2109", "t3 without ZooKeeper", { instanceType: "kafka.t3.small", kafkaVersion: "3.9.x.kraft" }],
    [
      "SF2109",
      "Express brokers of a version without them",
      { instanceType: "express.m7g.large", kafkaVersion: "4.0.x.kraft" },
    ],
    ["SF2109", "Standard brokers of a version without them", { kafkaVersion: "4.2.x.kraft" }],
    ["SF2110", "tiered storage on t3", { instanceType: "kafka.t3.small", storageMode: "tiered" }],
    [
      "SF2110",
      "tiered storage of compacted topics",
      { storageMode: "tiered", configuration: { ...kept, "log.cleanup.policy": "compact" } },
    ],
    [
      "SF2111",
      "a volume of Express brokers",
      { instanceType: "express.m7g.large", kafkaVersion: "3.9.x.kraft", volumeSize: "100GiB" },
    ],
    [
      "SF2112",
      "autoscaling to less than there is",
      { volumeSize: "500GiB", storageAutoscaling: { maximum: "400GiB" } },
    ],
    ["SF2112", "autoscaling by less than a step", { storageAutoscaling: { maximum: "105GiB" } }],
    ["SF2113", "throughput of a small type", { provisionedThroughput: 300 }],
    ["SF2113", "throughput above the type's limit", { instanceType: "kafka.m7g.2xlarge", provisionedThroughput: 400 }],
    ["SF2114", "SCRAM without secrets", { authentication: { scram: { admin: "admin" } } }],
    ["SF2114", "an administrator who is no secret", { authentication: { scram: { admin: "root" } } }, scramUser],
    ["SF2115", "no way in at all", { authentication: { iam: false } }],
    ["SF2115", "IAM with brokers that talk in the clear", { encryption: { inCluster: false } }],
    ["SF2116", "ZooKeeper's port with KRaft", { kafkaVersion: "3.9.x.kraft", zookeeper: "tls" }],
    ["SF2117", "no retention", { configuration: {} }],
    ["SF2133", "two keys for one setting", { configuration: { ...kept, "log.retention.hours": 720 } }],
    ["SF2117", "retention without an end", { configuration: { "log.retention.ms": -1 } }],
    [
      "SF2118",
      "a client of a listener that is off",
      { clients: { office: { cidr: "10.8.0.0/16", listeners: ["scram"] } } },
    ],
    [
      "SF2119",
      "ZooKeeper's settings with KRaft",
      { kafkaVersion: "3.9.x.kraft", configuration: { ...kept, "zookeeper.session.timeout.ms": 12_000 } },
    ],
    [
      "SF2119",
      "a factor for Express brokers",
      {
        instanceType: "express.m7g.large",
        kafkaVersion: "3.9.x.kraft",
        configuration: { ...kept, "default.replication.factor": 3 },
      },
    ],
    ["SF2120", "more brokers than the quota", { brokersPerZone: 11 }],
    [
      "SF2121",
      "clients without authentication in production",
      { authentication: { none: true } },
      { stage: "production" },
    ],
    [
      "SF2118",
      "a client of exporters that are off",
      { clients: { metrics: { cidr: "10.8.0.0/16", listeners: ["prometheus"] } } },
    ],
    ["SF2131", "offsets in a single copy", { configuration: { ...kept, "offsets.topic.replication.factor": 1 } }],
    ["SF2131", "transactions that need every copy", { configuration: { ...kept, "transaction.state.log.min.isr": 3 } }],
    [
      "SF2132",
      "no way to the first ACL",
      {
        authentication: { iam: false, scram: { admin: "admin" } },
        configuration: { ...kept, "allow.everyone.if.no.acl.found": false },
      },
      scramUser,
    ],
    ["SF2122", "a client that is the whole world", { clients: { all: { cidr: "0.0.0.0/0" } } }],
    [
      "SF2124",
      "production brokers without logs",
      { logs: { cloudwatch: { enabled: false } } },
      { stage: "production" },
    ],
    ["SF2125", "an owner with a colon", {}, { owner: "team:data" }],
    ["SF2126", "a key of another region", { encryption: { kmsKey: { arn: kmsKey("us-east-1") } } }],
    [
      "SF2127",
      "users who may do everything in production",
      { authentication: { scram: { admin: "admin" } } },
      { stage: "production", ...scramUser },
    ],
    ["SF2128", "leaders that are not in sync", { configuration: { ...kept, "unclean.leader.election.enable": true } }],
    [
      "SF2129",
      "topics made by whoever writes to them, in production",
      { configuration: { ...kept, "auto.create.topics.enable": true } },
      { stage: "production" },
    ],
    [
      "SF2130",
      "more users than MSK takes",
      { authentication: { scram: { admin: "u0" } } },
      { secrets: { entries: users(1001) } },
    ],
  ])("%s: %s", (code, _, spec, rest) => expect(findings(spec, rest)).toEqual([code]));

  it("SF2119: a class that MSK does not have, but not the rack-aware one", () => {
    const selector = (name: string) => ({ configuration: { ...kept, "replica.selector.class": name } });
    expect(findings(selector("com.acme.Nearest"))).toEqual(["SF2119"]);
    expect(findings(selector("org.apache.kafka.common.replica.RackAwareReplicaSelector"))).toEqual([]);
  });

  it.each([
    ["2026-06-02", "3.7.x", undefined],
    ["2026-06-03", "3.7.x", "SF2101 warning"],
    ["2026-09-01", "3.7.x", "SF2101 warning"],
    ["2026-09-02", "3.7.x", "SF2123 error"],
    ["2099-01-01", "3.9.x", undefined],
  ])("on %s say of %s, supported until 2026-09-01 or without an end: %s", (day, kafkaVersion, expected) => {
    const found = diagnoseOn(new Date(`${day}T12:00:00Z`), environment({ kafkaVersion }), network, secrets, msk);
    expect(found.map(({ code, severity, path }) => `${code} ${severity} ${path}`)).toEqual(
      expected === undefined ? [] : [`${expected} msk.kafkaVersion`],
    );
  });

  it("point at what has to change, wherever it stands", () => {
    const mtls = {
      certificateAuthorityArns: [kmsKey("eu-central-1"), kmsKey("us-east-1")].map((arn) =>
        arn.replace("kms", "acm-pca"),
      ),
    };
    const places = (spec: object, rest: object = {}) =>
      diagnose(environment(spec, rest), network, secrets, msk).map(({ code, path }) => `${code} ${path}`);
    expect(places({ authentication: { mtls } })).toEqual([
      "SF2126 msk.authentication.mtls.certificateAuthorityArns[1]",
    ]);
    expect(places({}, { aws: { accountId: "111122223333", region: "eu-central-1", tags: { "a:b": "c" } } })).toEqual([
      'SF2125 aws.tags["a:b"]',
    ]);
    expect(
      places(
        { authentication: { mtls: { certificateAuthorityArns: mtls.certificateAuthorityArns.slice(0, 1) } } },
        { stage: "production" },
      ),
    ).toEqual(["SF2127 msk.authentication.mtls"]);
  });

  it("SF2127: is content once only ACLs let anybody in", () => {
    const closed = { ...kept, "allow.everyone.if.no.acl.found": false };
    expect(
      findings(
        { authentication: { scram: { admin: "admin" } }, configuration: closed },
        { stage: "production", ...scramUser },
      ),
    ).toEqual([]);
  });

  it("SF2102: the original's Kafka 3.5.1, which is out of support as well", () => {
    expect(findings({ kafkaVersion: "3.5.1" })).toEqual(["SF2102", "SF2123"]);
  });

  it("SF2106, SF2115: IAM over plaintext alone, or beside plaintext that lets nobody in", () => {
    expect(findings({ encryption: { inTransit: "PLAINTEXT" } })).toEqual(["SF2106", "SF2115"]);
    expect(findings({ encryption: { inTransit: "TLS_PLAINTEXT" } })).toEqual(["SF2106", "SF2115"]);
  });

  it("SF2108: Express brokers in two zones, and three zones where the region has two", () => {
    expect(findings({ instanceType: "express.m7g.large", kafkaVersion: "3.9.x.kraft" }, twoZones)).toEqual(["SF2108"]);
    const california = {
      aws: { accountId: "111122223333", region: "us-west-1" },
      network: { zones: ["us-west-1a", "us-west-1b", "us-west-1c"] },
    };
    expect(findings({}, california)).toEqual(["SF2108"]);
  });

  it("SF2112: autoscaling in a region that has none", () => {
    const osaka = {
      aws: { accountId: "111122223333", region: "ap-northeast-3" },
      network: { zones: ["ap-northeast-3a", "ap-northeast-3b", "ap-northeast-3c"] },
    };
    expect(findings({ storageAutoscaling: { maximum: "500GiB" } }, osaka)).toEqual(["SF2112"]);
  });

  it("can be ignored with a reason, as for a 3.5.1 cluster that is running", () => {
    const reason = "the cluster has been running since 2023";
    expect(
      findings(
        { kafkaVersion: "3.5.1" },
        {
          ignore: [
            { check: "SF2102", reason },
            { check: "SF2123", reason },
          ],
        },
      ),
    ).toEqual([]);
  });
});
