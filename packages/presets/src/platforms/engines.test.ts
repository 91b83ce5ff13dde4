import { describe, expect, it } from "vitest";
import { changed, codesOf, readEnvironment, type Tree, treeOf } from "../trees/tree.js";

const environment = await readEnvironment("environments/llm-analytics-dev.yaml");
const strimzi = treeOf(environment);
const statefulset = treeOf(
  changed(environment, [["kafkaCluster", "engine"], "statefulset"], [["externalSecrets"], {}]),
);

type Fields = Readonly<Record<string, unknown>>;

function objectsOf({ objects }: Tree, kind: string) {
  return objects.map(({ object }) => object).filter((object) => object.kind === kind);
}

/** Lines of a file that Jobs apply, of all of them, each taken apart at its tabs. */
function lines(tree: Tree, file: string): readonly (readonly string[])[] {
  const found = objectsOf(tree, "ConfigMap").flatMap(
    ({ data }) => (data as Readonly<Record<string, string>>)[file] ?? [],
  );
  return found.flatMap((text) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t")),
  );
}

describe("llm-analytics-dev with another engine", () => {
  it("has the same topics, as resources or as the Job's file", () => {
    const resources = objectsOf(strimzi, "KafkaTopic").map(({ metadata, spec }) => {
      const { partitions, replicas, config } = spec as { partitions: number; replicas: number; config: Fields };
      const entries = Object.entries(config).map(([key, value]) => `${key}=${value}`);
      return [metadata.name, String(partitions), String(replicas), "keep", ...entries];
    });
    expect(resources).toHaveLength(14);
    expect(lines(statefulset, "topics.tsv")).toEqual(resources.toSorted());
    expect(objectsOf(statefulset, "KafkaTopic")).toEqual([]);
  });

  it("has the same users, who may do the same", () => {
    interface Rule {
      readonly type: string;
      readonly host: string;
      readonly operations: readonly string[];
      readonly resource: { readonly type: string; readonly patternType?: string; readonly name?: string };
    }
    const patterns: Readonly<Record<string, string>> = { literal: "literal", prefix: "prefixed" };
    const words = (text: string) => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const resources = objectsOf(strimzi, "KafkaUser")
      .filter(({ metadata }) => metadata.name !== "llm-analytics-dev-admin")
      .flatMap(({ metadata: { name }, spec }) => {
        const { authorization } = spec as { authorization: { acls: readonly Rule[] } };
        return authorization.acls.map(({ type, host, operations, resource }) =>
          [
            "acl",
            name,
            type,
            words(resource.type),
            patterns[resource.patternType ?? "literal"], // the cluster itself has neither pattern nor name
            resource.name ?? "kafka-cluster",
            host,
            operations.join(),
          ].join(),
        );
      });
    expect(resources).toHaveLength(10); // seven of the spec's users, three of the lag exporter's own
    const rules = lines(statefulset, "users.tsv").filter(([kind]) => kind === "acl");
    expect(rules.map((rule) => rule.join()).sort()).toEqual(resources.sort());
  });

  it("has the same alerts, and the same dashboards of Kafka and of consumer lag", () => {
    const alerts = (tree: Tree) =>
      objectsOf(tree, "PrometheusRule").flatMap(({ spec }) =>
        (spec as { groups: readonly { rules: readonly Fields[] }[] }).groups.flatMap(({ rules }) => rules),
      );
    const named = (tree: Tree) => new Map(alerts(tree).map((rule) => [rule["alert"] ?? rule["record"], rule]));
    const [mine, theirs] = [named(strimzi), named(statefulset)];
    const shared = [...mine.keys()].filter((name) => theirs.has(name));
    expect(shared.length).toBeGreaterThan(45);
    for (const name of shared) expect(theirs.get(name)).toEqual(mine.get(name));
    // What only one engine can have: Cruise Control, and what kube-state-metrics knows of Strimzi's resources.
    expect([...theirs.keys()].filter((name) => !mine.has(name))).toEqual([]);
    for (const name of ["consumer-lag", "kafka"]) {
      const dashboard = (tree: Tree) =>
        objectsOf(tree, "ConfigMap").find(({ metadata }) => metadata.name === `llm-analytics-dev-${name}-dashboard`)
          ?.data;
      expect(dashboard(strimzi)).toBeDefined();
      expect(dashboard(statefulset)).toEqual(dashboard(strimzi));
    }
  });

  it("lets the same clients in, at the same address", () => {
    const opened = (tree: Tree, port: number) =>
      objectsOf(tree, "NetworkPolicy").flatMap(({ spec }) =>
        ((spec as { ingress?: readonly { from?: unknown; ports?: readonly { port: number }[] }[] }).ingress ?? [])
          .filter(({ ports = [] }) => ports.some((entry) => entry.port === port))
          .map(({ from }) => from),
      );
    for (const port of [9092, 9093]) {
      expect(opened(strimzi, port)).not.toEqual([]);
      expect(opened(statefulset, port)).toEqual(opened(strimzi, port));
    }
    // Its README names the keys of the administrator's Secret, which cert-manager calls otherwise than Strimzi does.
    const clients = (tree: Tree) => tree.artifacts.filter(({ path }) => /^hosts\/kafka-clients\/(?!README)/.test(path));
    expect(clients(statefulset)).toEqual(clients(strimzi));
  });
});

describe("llm-analytics-dev with tiered storage", () => {
  const topic = [["topics", "llm-events", "config", "remote.storage.enable"], true] as const;
  const environmentOf = (engine: string) =>
    changed(
      environment,
      [["kafkaCluster", "engine"], engine],
      [["kafkaCluster", "tieredStorage"], { plugin: { image: "registry.acme.example/tiered-storage:1.1.1" } }],
      topic,
      [["externalSecrets"], {}],
    );
  const tiered = (engine: string) => treeOf(environmentOf(engine));
  /** What the plugin is told: in Strimzi's resource, or in the brokers' properties. */
  const ofResource = (tree: Tree) =>
    objectsOf(tree, "Kafka").flatMap(({ spec }) =>
      Object.entries(
        (spec as { kafka: { tieredStorage: { remoteStorageManager: { config: Fields } } } }).kafka.tieredStorage
          .remoteStorageManager.config,
      ).map(([key, value]) => `rsm.config.${key}=${value}`),
    );
  const ofProperties = (tree: Tree) =>
    objectsOf(tree, "ConfigMap")
      .flatMap(({ data }) => (data as Readonly<Record<string, string>>)["server.properties"] ?? [])
      .flatMap((file) => file.split("\n").filter((line) => line.startsWith("rsm.config.")));

  it("takes topics that are tiered, which it does not without", () => {
    for (const engine of ["strimzi", "statefulset"])
      expect(codesOf(environmentOf(engine)).filter((code) => code === "SF2220" || code.startsWith("SF283"))).toEqual(
        [],
      );
    expect(codesOf(changed(environment, topic))).toContain("SF2220");
  });

  it("tells the plugin the same with both engines", () => {
    const told = ofResource(tiered("strimzi"));
    expect(told).toContain("rsm.config.key.prefix=llm-analytics-dev/");
    expect(ofProperties(tiered("statefulset")).sort()).toEqual(told.sort());
  });

  it("makes the same bucket with both engines", () => {
    const bucket = (tree: Tree) => tree.modules.get("kafka-cluster")?.resource["aws_s3_bucket"];
    expect(bucket(tiered("strimzi"))).toBeDefined();
    expect(bucket(tiered("statefulset"))).toEqual(bucket(tiered("strimzi")));
  });
});
