import { describe, expect, it } from "vitest";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { compileObject, diagnose } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";
import { certificates } from "../../cluster/certificates/index.js";
import { externalSecrets } from "../../cluster/external-secrets/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { mskPlatform } from "../../../platforms/msk.js";
import { externalKafka } from "../../kafka/external-kafka/index.js";
import { msk } from "../../kafka/msk/index.js";
import { connectorSecrets } from "../kafka-connect/connectors.js";
import { passwordOf } from "../mirror/flow.js";
import { topics } from "../topics/index.js";
import { users } from "./index.js";

const producer = { acls: { produce: ["llm-events"] } };

/** What is found in an environment with these users, and whatever else differs from a good one. */
function found(list: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const environment = {
    kubernetesKafka: {},
    secretStores: {},
    certificates: {},
    topics: { "llm-events": { partitions: 1, config: { "retention.ms": "7d" } } },
    users: list,
    ...more,
  };
  return diagnose(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined)),
    kubernetesKafka,
    secretStores,
    certificates,
    externalSecrets,
    topics,
    users,
  ).map(({ code, path }) => `${code} ${path}`);
}

describe("checks of users", () => {
  it.each([
    ["SF2921 users.app.acls.consume[0]", { app: { acls: { consume: ["llm-event"] } } }, {}],
    ["SF2921 users.app.acls.produce[0]", { app: { acls: { produce: ["lm-*"] } } }, {}],
    [
      "SF2921 users.app.acls.rules[0].name",
      { app: { acls: { rules: [{ resource: "topic", name: "orders", operations: ["Read"] }] } } },
      {},
    ],
    ["SF2922 users.app", { app: {} }, {}],
    [
      "SF2923 users.app-2",
      {
        app: { acls: { process: ["llm-events"], groups: ["app"] } },
        "app-2": { acls: { process: ["llm-events"], groups: ["app-2"] } },
      },
      {},
    ],
    [
      "SF2934 users.app-eu",
      { app: { acls: { consume: ["llm-events"] } }, "app-eu": { acls: { consume: ["llm-events"] } } },
      {},
    ],
    [
      "SF2934 users.reports.acls.groups",
      {
        app: { acls: { consume: ["llm-events"] } },
        reports: { acls: { consume: ["llm-events"], groups: ["app-reports"] } },
      },
      {},
    ],
    ["SF2935 users.app.acls.groups", { app: { acls: { consume: ["llm-events"], groups: [] } } }, {}],
    ["SF2938 users.app.namespaces[1]", { app: { ...producer, namespaces: ["shop", "streaming"] } }, {}],
    ["SF2924 users.test-admin", { "test-admin": producer }, {}],
    ["SF2924 users.test-lag-exporter", { "test-lag-exporter": producer }, {}],
    ["SF2924 users.kafka-ca", { "kafka-ca": producer }, {}],
    ["SF2924 users.test", { test: producer }, {}],
    ["SF2924 users.test-broker", { "test-broker": producer }, {}],
    ["SF2924 users.test-cluster-ca-cert", { "test-cluster-ca-cert": producer }, {}],
    ["SF2924 users.connect-connectors", { [connectorSecrets]: producer }, {}],
    ["SF2924 users.kafka-client-scram", { "kafka-client-scram": producer }, {}],
    ["SF2924 users.mirror-standby-password", { [passwordOf("standby").secret]: producer }, {}],
    [
      "SF2924 users.connect-connect-tls-trusted-certs",
      { "connect-connect-tls-trusted-certs": producer },
      { kubernetesKafka: { appliedBy: "strimzi" } },
    ],
    [
      "SF2924 users.app-password",
      { app: { ...producer, password: { secretsManager: "acme/app" } }, "app-password": producer },
      { kubernetesKafka: { appliedBy: "strimzi" } },
    ],
    ["SF2925 users.app.acls.produce[0]", { app: { acls: { produce: ["*"] } } }, { stage: "production" }],
    [
      "SF2925 users.app.acls.groups[0]",
      { app: { acls: { consume: ["llm-*"], groups: ["*"] } } },
      { stage: "production" },
    ],
    [
      "SF2926 users.app.authentication",
      { app: { ...producer, authentication: "scram-sha-512" } },
      { kubernetesKafka: { listeners: ["mtls"] } },
    ],
    ["SF2927 users.app.authentication", { app: { ...producer, authentication: "tls" } }, { certificates: undefined }],
    [
      "SF2928 users.app.password",
      { app: { ...producer, authentication: "tls", password: { secretsManager: "acme/app" } } },
      {},
    ],
    ["SF2929 users.llm", { llm: { acls: { process: ["llm-events"] } } }, {}],
    [
      "SF2930 users.app.acls.rules[0].operations",
      { app: { acls: { rules: [{ resource: "cluster", operations: ["Describe", "Alter"] }] } } },
      {},
    ],
    ["SF2931 users", { app: producer }, { kubernetesKafka: { listeners: ["scram", "mtls", "plaintext"] } }],
    ["SF2932 users", { app: producer }, { kubernetesKafka: { hasAdministrator: false }, topics: undefined }],
    [
      "SF2933 externalSecrets.secretNames",
      { app: producer },
      { externalSecrets: { roleArn: "arn:aws:iam::111122223333:role/reader", secretNames: ["acme/*"] } },
    ],
  ])("report %s", (expected, list, more) => {
    expect(found(list, more)).toEqual([expected]);
  });

  it.each([
    [
      "topics that begin alike, all of them, Kafka's own, and a stream processor's internal ones",
      {
        app: { acls: { process: ["llm-*"], consume: ["*", "__consumer_offsets", "app-store-changelog"] } },
      },
      {},
    ],
    [
      "processors with ids of their own",
      {
        app: { acls: { process: ["llm-events"], groups: ["a-*"], transactionalIds: ["a-*"] } },
        "app-2": { acls: { process: ["llm-events"] } },
      },
      {},
    ],
    [
      "what is denied on everything in production",
      {
        app: {
          acls: {
            produce: ["llm-events"],
            rules: [{ resource: "topic", name: "*", operations: ["Delete"], permission: "deny" }],
          },
        },
      },
      { stage: "production" },
    ],
    [
      "a certificate that Strimzi signs, without cert-manager",
      { app: { ...producer, authentication: "tls" } },
      {
        kubernetesKafka: { appliedBy: "strimzi" },
        certificates: undefined,
      },
    ],
    [
      "passwords that External Secrets may read by name or by beginning, and those that come by reference",
      {
        app: producer,
        other: { ...producer, password: { secretsManager: "acme/other" } },
      },
      {
        externalSecrets: { roleArn: "arn:aws:iam::111122223333:role/reader", secretNames: ["test/users/*"] },
      },
    ],
    [
      "a group that users share by its whole name",
      {
        app: { acls: { consume: ["llm-events"], groups: ["shared"] } },
        other: { acls: { consume: ["llm-events"], groups: ["shared"] } },
      },
      {},
    ],
    [
      "a user that may look at every group",
      {
        app: { acls: { consume: ["llm-events"] } },
        monitor: { acls: { rules: [{ resource: "group", name: "*", operations: ["Describe"] }] } },
      },
      {},
    ],
    [
      "names that only look like those of the cluster and of components",
      { tests: producer, connect: producer, "kafka-clients": producer, mirror: producer, "app-password": producer },
      {},
    ],
    ["a producer that names no group", { app: { acls: { produce: ["llm-events"], groups: [] } } }, {}],
  ])("have nothing against %s", (_, list, more) => {
    expect(found(list, more)).toEqual([]);
  });

  it("name the topic that was probably meant", () => {
    const [finding] = diagnose(
      {
        kubernetesKafka: {},
        secretStores: {},
        topics: { orders: { partitions: 1 } },
        users: { app: { acls: { consume: ["ordres"] } } },
      },
      kubernetesKafka,
      secretStores,
      certificates,
      topics,
      users,
    );
    expect(finding?.hint).toBe("Did you mean orders?");
  });

  it.each([
    [{ "App User": {} }],
    [{ app: { acls: { produce: ["llm-*-x"] } } }],
    [{ app: { acls: { rules: [{ resource: "group", name: "a", operations: ["Write"] }] } } }],
    [{ app: { acls: { groups: ["-a"] } } }],
    [
      {
        app: {
          acls: { rules: [{ resource: "topic", name: "llm-events", operations: ["Read"], host: "example.com" }] },
        },
      },
    ],
  ])("are not reached by what cannot be a user: %j", (list) => {
    expect(found(list).filter((line) => line.startsWith("SF1"))).not.toEqual([]);
  });
});

describe("checks of users on Amazon MSK", () => {
  const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
  const on = (authentication: object, app: object) =>
    diagnose(
      {
        network: { zones },
        secrets: { entries: { admin: { kind: "msk-scram" } } },
        msk: { kafkaVersion: "3.9.x.kraft", authentication, configuration: { "log.retention.ms": "3d" } },
        topics: { "llm-events": { partitions: 1, config: { "retention.ms": "7d" } } },
        users: { app: { ...producer, ...app } },
      },
      network,
      secrets,
      msk,
      topics,
      users,
    )
      .filter(({ path }) => path?.startsWith("users.app."))
      .map(({ code, path }) => `${code} ${path}`);
  const byScram = { iam: false, scram: { admin: "admin" } };
  const byIam = { iam: true };

  it("refuse a password that the brokers cannot read, and take a password that Terraform draws", () => {
    expect(on(byScram, { password: { secretsManager: "acme/app" } })).toEqual(["SF2936 users.app.password"]);
    expect(on(byScram, {})).toEqual([]);
  });

  it("refuse quotas, hosts and operations that IAM does not have", () => {
    const rule = { resource: "topic", name: "llm-events", operations: ["Read"] };
    expect(on(byIam, { quotas: { produce: "1MiB" } })).toEqual(["SF2937 users.app.quotas.produce"]);
    expect(on(byIam, { acls: { rules: [{ ...rule, host: "10.0.0.1" }] } })).toEqual([
      "SF2937 users.app.acls.rules[0].host",
    ]);
    expect(on(byIam, { acls: { rules: [{ resource: "cluster", operations: ["ClusterAction"] }] } })).toContain(
      "SF2937 users.app.acls.rules[0].operations",
    );
    expect(on(byIam, { acls: { rules: [rule] } })).toEqual([]);
    expect(on(byScram, { acls: { rules: [{ ...rule, host: "10.0.0.1" }] } })).toEqual([]);
  });
});

describe("users with certificates on Amazon MSK", () => {
  const privateCa = "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d";
  const issuer = { group: "awspca.cert-manager.io", kind: "AWSPCAClusterIssuer", name: "acme" };
  const orders = { "orders-app": { ...producer, authentication: "tls" } };
  const shared = {
    kubernetes: { eksCluster: "acme" },
    secretStores: {},
    topics: { "llm-events": { partitions: 1, config: { "retention.ms": "7d" } } },
    users: orders,
  };
  const provisioned = {
    ...shared,
    network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
    msk: {
      kafkaVersion: "3.9.x.kraft",
      authentication: { iam: true, mtls: { certificateAuthorityArns: [privateCa] } },
      configuration: { "log.retention.ms": "3d" },
    },
  };
  const existing = {
    ...shared,
    externalKafka: {
      version: "3.9.x",
      listeners: {
        iam: {
          bootstrapServers: ["b-1.acme.x1.c2.kafka.eu-central-1.amazonaws.com:9098"],
          clusterArn: "arn:aws:kafka:eu-central-1:111122223333:cluster/acme/0a1b2c3d",
        },
        mtls: { bootstrapServers: ["b-1.acme.x1.c2.kafka.eu-central-1.amazonaws.com:9094"] },
      },
    },
  };
  const clusters = { "a cluster of the environment": provisioned, "an existing cluster": existing };
  const components = [...mskPlatform.components];
  const found = (object: object) =>
    diagnose({ ...object }, ...components).flatMap(({ code, severity }) => (severity === "error" ? [code] : []));

  it.each(Object.entries(clusters))("are signed by an issuer of a private CA for %s", (_, object) => {
    const certified = { ...object, certificates: { issuer } };
    expect(found(certified)).toEqual([]);
    const { manifest } = compileObject(certified, ...components);
    expect(manifest("users", "Certificate").spec).toMatchObject({ commonName: "orders-app", issuerRef: issuer });
  });

  it("are refused without an issuer, and with a CA that signs itself", () => {
    expect(found(provisioned)).toEqual(["SF2927"]);
    expect(found({ ...provisioned, certificates: {} })).toEqual(["SF2134"]);
    expect(found({ ...existing, certificates: {} })).toEqual(["SF2846"]);
  });

  it.each([
    ["SF2846", "b-1.acme.x1.c2.kafka.eu-central-1.amazonaws.com:9094"],
    [undefined, "kafka.partner.example:9093"],
  ])("report %s where the environment's own CA signs for %s", (expected, server) => {
    const kafka = { version: "3.9.x", listeners: { mtls: { bootstrapServers: [server] } } };
    const [finding] = diagnose({ externalKafka: kafka, certificates: {} }, certificates, externalKafka);
    expect(finding?.code).toBe(expected);
  });
});
