import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { budgetsOf } from "./budgets.js";
import { podsOf } from "./pods.js";
import { secretKeys } from "./secrets.js";

const namespace = "kafka";
const object = (kind: string, name: string, spec: unknown, metadata: object = {}, apiVersion = "v1"): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...metadata },
  spec,
});
const ofStrimzi = (kind: string, name: string, spec: unknown, metadata: object = {}) =>
  object(kind, name, spec, metadata, "kafka.strimzi.io/v1");

const container = (cpu: string, memory: string, more: object = {}) => ({
  name: "main",
  image: "acme:1",
  resources: { requests: { cpu, memory }, limits: { memory } },
  ...more,
});
const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { memory } });
const kafka = ofStrimzi("Kafka", "acme", {
  kafka: {
    listeners: [
      { name: "scram", port: 9092 },
      { name: "external", port: 9094 },
    ],
    metricsConfig: {},
  },
  entityOperator: {
    topicOperator: { resources: resources("100m", "512Mi") },
    userOperator: { resources: resources("100m", "512Mi") },
  },
  cruiseControl: { resources: resources("250m", "1Gi") },
});
const pool = ofStrimzi(
  "KafkaNodePool",
  "broker",
  {
    replicas: 2,
    roles: ["broker"],
    resources: resources("2", "16Gi"),
    storage: { type: "jbod", volumes: [{ size: "500Gi" }, { size: "100Gi" }] },
  },
  { labels: { "strimzi.io/cluster": "acme" }, annotations: { "strimzi.io/next-node-ids": "[10-99]" } },
);

describe("pods of templates", () => {
  it("are as many as the object asks for, with a StatefulSet's own names and label", () => {
    const set = object("StatefulSet", "broker", {
      replicas: 2,
      ordinals: { start: 100 },
      serviceName: "brokers",
      template: { metadata: { labels: { app: "broker" } }, spec: { containers: [container("1", "1Gi")] } },
    });
    expect(podsOf([set]).map(({ name }) => name)).toEqual(["broker-100", "broker-101"]);
    expect(podsOf([set])[0]).toMatchObject({
      labels: { app: "broker", "statefulset.kubernetes.io/pod-name": "broker-100" },
      hosts: ["broker-100.brokers.kafka.svc"],
    });
  });

  it("count for their containers together, or an init container that asks for more", () => {
    const of = (init: object[]) =>
      podsOf([
        object("Deployment", "app", {
          template: { spec: { containers: [container("1", "1Gi"), container("500m", "512Mi")], initContainers: init } },
        }),
      ])[0];
    expect(of([])).toMatchObject({ requests: { cpu: 1.5, memory: 1536 }, limits: { cpu: undefined, memory: 1536 } });
    expect(of([container("2", "1Gi")])).toMatchObject({ requests: { cpu: 2, memory: 1536 } });
  });

  it("claim what their templates say, or a claim that stands there under its name", () => {
    const template = (name: string) => ({
      metadata: { name },
      spec: { resources: { requests: { storage: "1Gi" } } },
    });
    const set = object("StatefulSet", "broker", {
      replicas: 1,
      template: { spec: { containers: [container("1", "1Gi")] } },
      volumeClaimTemplates: [template("data"), template("logs")],
    });
    const claim = object("PersistentVolumeClaim", "data-broker-0", { resources: { requests: { storage: "500Gi" } } });
    expect(podsOf([set])[0]?.storage).toBe(2 * 1024);
    expect(podsOf([set, claim])[0]?.storage).toBe(501 * 1024);
  });
});

describe("pods of Strimzi", () => {
  const pods = podsOf([kafka, pool]);

  it("are the nodes of each pool, with the ids that it has, and the helpers of the cluster", () => {
    expect(pods.map(({ name }) => name)).toEqual([
      "acme-broker-10",
      "acme-broker-11",
      "acme-entity-operator",
      "acme-cruise-control",
    ]);
    expect(pods[0]).toMatchObject({
      labels: { "strimzi.io/cluster": "acme", "strimzi.io/pool-name": "broker", "strimzi.io/name": "acme-kafka" },
      requests: { cpu: 2, memory: 16 * 1024 },
      storage: 600 * 1024,
      hosts: ["acme-broker-10.acme-kafka-brokers.kafka.svc"],
    });
    expect(pods[2]).toMatchObject({ requests: { cpu: 0.2, memory: 1024 } });
  });

  it("open the ports of the roles, the listeners and the metrics, under Strimzi's names", () => {
    expect(pods[0]?.ports.map(({ name, number }) => `${name} ${number}`)).toEqual([
      "tcp-kafkaagent 8443",
      "tcp-replication 9091",
      "tcp-scram 9092",
      "tcp-external 9094",
      "tcp-prometheus 9404",
    ]);
  });

  it("are counted by the one budget that Strimzi makes for all nodes", () => {
    const [budget] = budgetsOf([kafka, pool], pods);
    expect(budget?.pods.map(({ name }) => name)).toEqual(["acme-broker-10", "acme-broker-11"]);
    expect(budget?.disruptions).toBe(1);
  });
});

describe("Secrets", () => {
  it("are those in Git, and those that operators make", () => {
    const keys = secretKeys(
      [
        { ...object("Secret", "plain", undefined), data: { a: "YQ==" } },
        object("Certificate", "c", { secretName: "tls", additionalOutputFormats: [{ type: "CombinedPEM" }] }),
        ofStrimzi("KafkaUser", "orders", { authentication: { type: "scram-sha-512" } }),
        ofStrimzi("KafkaUser", "nobody", {}),
        kafka,
      ],
      namespace,
    );
    expect(Object.fromEntries(keys)).toEqual({
      plain: ["a"],
      tls: ["tls.crt", "tls.key", "ca.crt", "tls-combined.pem"],
      orders: ["password", "sasl.jaas.config"],
      "acme-cluster-ca-cert": ["ca.crt", "ca.p12", "ca.password"],
      "acme-clients-ca-cert": ["ca.crt", "ca.p12", "ca.password"],
    });
    expect([...secretKeys([kafka], "elsewhere")]).toEqual([]);
  });
});

describe("budgets", () => {
  it("allow what they say, or what their minimum leaves", () => {
    const set = object("StatefulSet", "zookeeper", {
      replicas: 3,
      template: { metadata: { labels: { app: "zookeeper" } }, spec: { containers: [container("1", "1Gi")] } },
    });
    const selector = { matchLabels: { app: "zookeeper" } };
    const allowed = (spec: object) =>
      budgetsOf([object("PodDisruptionBudget", "b", { selector, ...spec })], podsOf([set]))[0]?.disruptions;
    expect(allowed({ maxUnavailable: 2 })).toBe(2);
    expect(allowed({ minAvailable: 2 })).toBe(1);
  });
});
