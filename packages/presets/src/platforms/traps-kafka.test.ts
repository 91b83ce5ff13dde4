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

/** Lines of the topics' Job: name, partitions, factor, what happens on removal, configuration. */
function topics(tree: Tree): readonly (readonly string[])[] {
  const text =
    tree.objects
      .map(({ object }) => (object.data as Readonly<Record<string, string>> | undefined)?.["topics.tsv"])
      .find((entry) => entry !== undefined) ?? "";
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}

describe.each(trees)("Kafka traps in $name", (tree) => {
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

  it("T-41: one broker that restarts stops no writes", () => {
    const properties = new Map(
      String(module(tree).resource.aws_msk_configuration?.configuration?.server_properties)
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    );
    expect(Number(properties.get("min.insync.replicas"))).toBeLessThan(
      Number(properties.get("default.replication.factor")),
    );
    for (const [name, , factor, , ...config] of topics(tree)) {
      const own = config.find((entry) => entry.startsWith("min.insync.replicas="))?.split("=")[1];
      expect(Number(own ?? properties.get("min.insync.replicas")), name).toBeLessThan(Number(factor));
    }
    const factor = Number(properties.get("default.replication.factor"));
    expect(codesOf(changed(tree.environment, [["msk", "configuration", "min.insync.replicas"], factor]))).toEqual(
      expect.arrayContaining(["SF2103", "SF2202"]),
    );
    expect(
      codesOf(changed(tree.environment, [["topics", "orders", "config", "min.insync.replicas"], factor])),
    ).toContain("SF2202");
  });

  it("T-43: the Job states partitions and factor of every topic, and fails for good where they cannot be had", () => {
    expect(topics(tree).map(([name]) => name)).toEqual(Object.keys(tree.environment.spec.topics as object).sort());
    for (const [name, partitions, factor] of topics(tree)) {
      expect(Number(partitions), name).toBeGreaterThan(0);
      expect(Number(factor), name).toBeGreaterThan(0);
    }
    const job = tree.objects.find(({ object }) => object.kind === "Job")?.object;
    const failsFor = { containerName: "apply-topics", operator: "In", values: expect.arrayContaining([3]) };
    expect(job?.spec).toMatchObject({
      podFailurePolicy: { rules: expect.arrayContaining([{ action: "FailJob", onExitCodes: failsFor }]) },
    });
  });

  it("T-46: every topic says how long it keeps data, and what it keeps fits on the disks", () => {
    for (const [name, , , , ...config] of topics(tree))
      expect(config.join(" "), name).toMatch(/\b(retention\.(ms|bytes)|cleanup\.policy=compact)\b/);
    expect(codesOf(tree.environment)).not.toContain("SF2207");
    expect(codesOf(changed(tree.environment, [["topics", "orders", "throughput"], "500MiB"]))).toContain("SF2207");
  });
});
