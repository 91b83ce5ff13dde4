import { describe, expect, it } from "vitest";
import { changed, codesOf, repositoryTrees, type Tree } from "../trees/tree.js";

const trees = await repositoryTrees();

/** Ports of MSK's listeners (Amazon MSK developer guide, port information). */
const ports = { plaintext: 9092, tls: 9094, scram: 9096, iam: 9098 } as const;

const module = (tree: Tree) => {
  const found = tree.modules.get("msk");
  if (!found) throw new Error("there is no stack msk");
  return found;
};

/** What the cluster lets in. */
function clusterOf(tree: Tree) {
  const cluster: unknown = module(tree).resource.aws_msk_cluster?.cluster;
  return cluster as {
    readonly client_authentication: {
      readonly sasl?: { readonly iam?: boolean; readonly scram?: boolean };
      readonly unauthenticated?: boolean;
    };
    readonly encryption_info: { readonly encryption_in_transit: { readonly client_broker: string } };
  };
}

interface TopicSpec {
  readonly topicName?: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly config?: Readonly<Record<string, string | number>>;
}

/** Each topic's name, partitions, factor and configuration, as the Job's list or Strimzi's resources have them. */
function topics({ objects }: Tree): readonly (readonly [string, number, number, Readonly<Record<string, string>>])[] {
  const texts = objects.flatMap(
    ({ object }) => (object.data as Readonly<Record<string, string>> | undefined)?.["topics.tsv"] ?? [],
  );
  const lines = texts.flatMap((text) => text.trimEnd().split("\n")).map((line) => line.split("\t"));
  const resources = objects.filter(({ object }) => object.kind === "KafkaTopic");
  return [
    ...lines.map(([name = "", partitions, factor, , ...config]) => {
      const entries = config.map((entry) => entry.split("=") as [string, string]);
      return [name, Number(partitions), Number(factor), Object.fromEntries(entries)] as const;
    }),
    ...resources.map(({ object: { metadata, spec } }) => {
      const { topicName = metadata.name, partitions, replicas, config = {} } = spec as TopicSpec;
      const entries = Object.entries(config).map(([key, value]) => [key, String(value)]);
      return [topicName, partitions, replicas, Object.fromEntries(entries)] as const;
    }),
  ];
}

/** Configuration of the brokers: of MSK's resource, of Strimzi's, or of the file that pods mount. */
function brokerProperties(tree: Tree): ReadonlyMap<string, string> {
  const strimzi = tree.objects.find(({ object }) => object.kind === "Kafka")?.object.spec as
    | { readonly kafka: { readonly config: Readonly<Record<string, unknown>> } }
    | undefined;
  if (strimzi) return new Map(Object.entries(strimzi.kafka.config).map(([key, value]) => [key, String(value)]));
  const files = tree.objects.flatMap(
    ({ object }) => (object.data as Readonly<Record<string, string>> | undefined)?.["server.properties"] ?? [],
  );
  const text = tree.modules.has("msk")
    ? String(module(tree).resource.aws_msk_configuration?.configuration?.server_properties)
    : files.find((file) => file.includes("default.replication.factor"));
  return new Map((text ?? "").split("\n").map((line) => line.split("=") as [string, string]));
}

/** Where the spec has the configuration of the brokers. */
const configurationKey: Readonly<Record<string, string>> = { msk: "msk", "kafka-kubernetes": "kafkaCluster" };
/** Codes by which the platforms refuse a minimum of in-sync replicas that is the factor. */
const minimumIsFactor: Readonly<Record<string, string>> = { msk: "SF2103", "kafka-kubernetes": "SF2805" };

const platformOf = ({ environment }: Tree) => environment.spec.platform;
const topicOf = ({ environment }: Tree) => Object.keys(environment.spec.topics as object)[0] ?? "";

describe.each(trees.filter((tree) => platformOf(tree) === "msk"))("Kafka traps of Amazon MSK in $name", (tree) => {
  it("T-40: each listener that clients are told of is on, and open to the network on its port", () => {
    const { resource, output = {} } = module(tree);
    const told = Object.keys(output).flatMap(
      (name) => /^bootstrap_servers_(\w+)$/.exec(name)?.[1] ?? [],
    ) as (keyof typeof ports)[];
    expect(told).not.toEqual([]);
    const open = Object.values(resource.aws_vpc_security_group_ingress_rule ?? {}).map(({ from_port: port }) => port);
    const { client_authentication: authentication, encryption_info: encryption } = clusterOf(tree);
    const isOn = {
      plaintext: encryption.encryption_in_transit.client_broker !== "TLS" && authentication.unauthenticated === true,
      tls:
        encryption.encryption_in_transit.client_broker !== "PLAINTEXT" &&
        (authentication.unauthenticated === true || "tls" in authentication),
      scram: authentication.sasl?.scram === true,
      iam: authentication.sasl?.iam === true,
    };
    for (const listener of told) {
      expect(isOn[listener], listener).toBe(true);
      expect(open, listener).toContain(ports[listener]);
    }
    const off = (Object.keys(ports) as (keyof typeof ports)[]).filter((listener) => !told.includes(listener));
    for (const listener of off)
      expect(codesOf(changed(tree.environment, [["kafkaClients", "listener"], listener]))).toContain("SF2302");
  });
});

describe.each(trees)("Kafka traps in $name", (tree) => {
  it("T-41: one broker that restarts stops no writes", () => {
    const properties = brokerProperties(tree);
    expect(Number(properties.get("min.insync.replicas"))).toBeLessThan(
      Number(properties.get("default.replication.factor")),
    );
    for (const [name, , factor, config] of topics(tree)) {
      const own = config["min.insync.replicas"];
      expect(Number(own ?? properties.get("min.insync.replicas")), name).toBeLessThan(factor);
    }
    const factor = Number(properties.get("default.replication.factor"));
    const key = configurationKey[platformOf(tree)] ?? "";
    const all = codesOf(changed(tree.environment, [[key, "configuration", "min.insync.replicas"], factor]));
    expect(all).toEqual(expect.arrayContaining([minimumIsFactor[platformOf(tree)], "SF2202"]));
    expect(
      codesOf(changed(tree.environment, [["topics", topicOf(tree), "config", "min.insync.replicas"], factor])),
    ).toContain("SF2202");
  });

  it("T-43: partitions and factor of every topic are stated, and the Job fails for good where they cannot be had", () => {
    const names = topics(tree).map(([name]) => name);
    expect(names.sort()).toEqual(Object.keys(tree.environment.spec.topics as object).sort());
    for (const [name, partitions, factor] of topics(tree)) {
      expect(partitions, name).toBeGreaterThan(0);
      expect(factor, name).toBeGreaterThan(0);
    }
    if (tree.kafka.operator !== undefined) return;
    const job = tree.objects.find(
      ({ object }) => object.kind === "Job" && object.metadata.name.startsWith("topics-"),
    )?.object;
    const failsFor = { containerName: "apply-topics", operator: "In", values: expect.arrayContaining([3]) };
    expect(job?.spec).toMatchObject({
      podFailurePolicy: { rules: expect.arrayContaining([{ action: "FailJob", onExitCodes: failsFor }]) },
    });
  });

  it("T-46: every topic says how long it keeps data, and what it keeps fits on the disks", () => {
    for (const [name, , , config] of topics(tree))
      expect(
        config["retention.ms"] ?? config["retention.bytes"] ?? /compact/.exec(config["cleanup.policy"] ?? "")?.[0],
        name,
      ).toBeDefined();
    expect(codesOf(tree.environment)).not.toContain("SF2207");
    expect(codesOf(changed(tree.environment, [["topics", topicOf(tree), "throughput"], "500MiB"]))).toContain("SF2207");
  });
});
