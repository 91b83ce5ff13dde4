import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Path } from "@streamform/core";
import { type Provenance, renderPath, tracer } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { changed, platformOf, readEnvironment, repository, type Tree, treeOf } from "../trees/tree.js";

const environment = await readEnvironment("environments/msk-prod.yaml");
const before = treeOf(environment);
const trace = tracer(environment, platformOf(environment));

interface Leaf {
  readonly file: string;
  readonly pointer: string;
  readonly found: Provenance;
}

/** Every leaf of the files in a folder of the output, with what it was made from. */
function leavesIn(folder: string): readonly Leaf[] {
  const files = before.artifacts.map(({ path }) => path).filter((path) => path.startsWith(folder));
  return files.flatMap((file) => {
    const pointers = trace(file, "/none of it");
    if (!("missing" in pointers)) throw new Error(`${file} has a field by that name`);
    return [...new Set(pointers.candidates)].map((pointer) => ({ file, pointer, found: answer(file, pointer) }));
  });
}

function answer(file: string, pointer: string): Provenance {
  const found = trace(file, pointer);
  if ("missing" in found) throw new Error(`${file} has no ${pointer}`);
  return found;
}

function dataOf({ path, content }: Tree["artifacts"][number]): unknown {
  if (!/^(terraform\/msk|kubernetes)\//.test(path)) return undefined;
  return path.endsWith(".json") ? JSON.parse(content) : parse(content);
}

/** What stands at a leaf of a file's data; undefined where it is not there. */
function valueAt(data: unknown, { pointer }: Leaf): unknown {
  const keys = pointer.split("/").slice(1);
  return keys.reduce<unknown>(
    (value, key) =>
      (value as Readonly<Record<string, unknown>> | undefined)?.[key.replaceAll("~1", "/").replaceAll("~0", "~")],
    data,
  );
}

const hasOrigin = ({ found }: Leaf) => found.origins.length + found.conditions.length + found.outputs.length > 0;
const percent = (leaves: readonly Leaf[]) => Math.floor((100 * leaves.filter(hasOrigin).length) / leaves.length);

const stack = leavesIn("terraform/msk/");
const charts = leavesIn("kubernetes/");

/** Other values that the schema takes, for leaves that are read by many. */
const others: readonly (readonly [Path, unknown])[] = [
  [["msk", "instanceType"], "kafka.m7g.xlarge"],
  [["msk", "volumeSize"], "600GiB"],
  [["msk", "monitoring"], "DEFAULT"],
  [["msk", "authentication", "iam"], false],
  [["msk", "openMonitoring", "jmx"], false],
  [["msk", "logs", "cloudwatch", "enabled"], false],
  [["msk", "storageAutoscaling"], undefined],
  [["network", "cidr"], "10.30.0.0/16"],
  [["owner"], "order-team"],
  [["stage"], "development"],
  [["kubernetes", "namespace"], "orders"],
  [["topics", "orders", "partitions"], 12],
];

describe("provenance of the leaves of msk-prod", () => {
  it("finds an origin for 85 % of the leaves of the cluster's stack, and for half of those of the charts, whose rest is form", () => {
    expect(percent(stack)).toBeGreaterThanOrEqual(85);
    expect(percent(charts)).toBeGreaterThanOrEqual(50);
  });

  it.each(others.map(([path, value]) => ({ name: renderPath(path), path, value })))(
    "names $name wherever another value there gives another leaf, however constant that looks",
    ({ name, path, value }) => {
      const after = treeOf(changed(environment, [path, value]));
      const data = new Map(after.artifacts.map((artifact) => [artifact.path, dataOf(artifact)]));
      const differing = [...stack, ...charts].filter(
        (leaf) => data.has(leaf.file) && !isDeepStrictEqual(valueAt(data.get(leaf.file), leaf), leaf.found.value),
      );
      expect(differing.length).toBeGreaterThan(0);
      for (const { file, pointer, found } of differing) {
        const named = [...found.origins, ...found.conditions].map((origin) => origin.path);
        expect(
          named.some((place) => place.startsWith(name)),
          `${file}#${pointer}: ${named}`,
        ).toBe(true);
      }
    },
  );
});

const main = "terraform/msk/main.tf.json#";
const cluster = `${main}/resource/aws_msk_cluster/cluster`;
const prod = "environments/msk-prod.yaml";
const acme = "environments/base/acme.yaml";

describe("the line that a leaf of msk-prod was made from", () => {
  it.each([
    [`${cluster}/cluster_name`, "name", prod, "name: msk-prod"],
    [`${cluster}/kafka_version`, "msk.kafkaVersion", prod, "kafkaVersion: 3.9.x.kraft"],
    [
      `${cluster}/broker_node_group_info/storage_info/ebs_storage_info/volume_size`,
      "msk.volumeSize",
      prod,
      "volumeSize: 500GiB",
    ],
    [`${cluster}/client_authentication/sasl/iam`, "msk.authentication.iam", prod, "iam: true"],
    [`${cluster}/client_authentication/sasl/scram`, "msk.authentication.scram", prod, "admin: admin"],
    [
      `${cluster}/encryption_info/encryption_in_transit/client_broker`,
      "msk.encryption.inTransit",
      prod,
      "inTransit: TLS",
    ],
    [
      `${cluster}/open_monitoring/prometheus/node_exporter/enabled_in_broker`,
      "msk.openMonitoring.node",
      prod,
      "node: true",
    ],
    [
      `${main}/resource/aws_appautoscaling_target/storage-autoscaling/max_capacity`,
      "msk.storageAutoscaling.maximum",
      prod,
      "maximum: 2TiB",
    ],
    [
      `${main}/resource/aws_cloudwatch_log_group/logs/retention_in_days`,
      "msk.logs.cloudwatch.retention",
      prod,
      "retention: 30d",
    ],
    [`${main}/provider/aws/0/default_tags/0/tags/cost-center`, "aws.tags.cost-center", acme, "cost-center: streaming"],
    [
      "kubernetes/kafka-clients/configmap-kafka-client-settings.yaml#/metadata/namespace",
      "kubernetes.namespace",
      acme,
      "namespace: streaming",
    ],
  ])("%s: %s", (leaf, path, file, text) => {
    const [origin, ...more] = answer(...(leaf.split("#") as [string, string])).origins;
    expect([origin?.path, more]).toEqual([path, []]);
    if (origin?.origin.kind !== "file") throw new Error(`${path} stands in no file`);
    expect(origin.origin.position.file).toBe(file);
    const lines = readFileSync(`${repository}/${file}`, "utf8").split("\n");
    expect(lines[origin.origin.position.line - 1]).toContain(text);
  });

  it("is that of the map above, where the leaf follows from something that is not set", () => {
    for (const destination of ["firehose", "s3"])
      expect(
        answer(
          "terraform/msk/main.tf.json",
          `/resource/aws_msk_cluster/cluster/logging_info/broker_logs/${destination}/enabled`,
        ),
      ).toMatchObject({
        value: false,
        origins: [
          { path: `msk.logs.${destination}`, value: undefined, origin: { kind: "file", position: { file: prod } } },
        ],
      });
  });

  it("is that of what lets a constant be there", () => {
    expect(
      answer("terraform/msk/main.tf.json", "/resource/aws_msk_cluster/cluster/lifecycle/ignore_changes/0"),
    ).toMatchObject({
      origins: [],
      conditions: [{ path: "msk.storageAutoscaling" }],
    });
  });

  it("is that of the zones, by way of the network's output, for the subnets of the brokers", () => {
    const found = answer(
      "terraform/msk/main.tf.json",
      "/resource/aws_msk_cluster/cluster/broker_node_group_info/client_subnets",
    );
    expect(found.outputs).toMatchObject([{ unit: "terraform/network", output: "private_subnet_ids" }]);
    expect(found.outputs[0]?.origins.map(({ path }) => path)).toEqual([
      "network.zones[0]",
      "network.zones[1]",
      "network.zones[2]",
    ]);
  });
});
