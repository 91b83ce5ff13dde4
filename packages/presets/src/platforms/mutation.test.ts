import { type Path, renderPath } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { changed, readEnvironment, treeOf } from "../trees/tree.js";

const environment = await readEnvironment("environments/msk-prod.yaml");
const before = treeOf(environment);

/** Leaves of the spec, another value for each, and units in which it must be seen. */
const leaves: readonly (readonly [Path, unknown, ...string[]])[] = [
  [["msk", "instanceType"], "kafka.m7g.xlarge", "terraform/msk"],
  [["msk", "volumeSize"], "600GiB", "terraform/msk"],
  [["msk", "logs", "cloudwatch", "retention"], "60d", "terraform/msk"],
  [["topics", "orders", "partitions"], 12, "kubernetes/topics"],
  [["topics", "orders-dlq", "config", "retention.ms"], "14d", "kubernetes/topics"],
  [["aws", "tags", "cost-center"], "logistics", "terraform/network", "terraform/msk", "terraform/secrets"],
  [["network", "cidr"], "10.30.0.0/16", "terraform/network", "terraform/msk"],
  [["owner"], "order-team", "terraform/network", "terraform/msk", "terraform/secrets"],
  [["kubernetes", "namespace"], "orders", "kubernetes/topics", "kubernetes/kafka-clients"],
  [["kafkaClients", "topic"], "customers", "hosts/kafka-clients"],
  [["secrets", "entries", "orders-app", "description"], "Whoever orders", "terraform/secrets"],
  [["tofuController", "runnerRoleArn"], "arn:aws:iam::111122223333:role/another", "environment"],
];

describe("a leaf of msk-prod that changes", () => {
  it.each(leaves.map(([path, value, ...units]) => ({ name: renderPath(path), path, value, units })))(
    "$name changes what was made from it, and nothing else",
    ({ name, path, value, units }) => {
      const after = treeOf(changed(environment, [path, value]));
      const texts = new Map(before.artifacts.map((artifact) => [artifact.path, artifact.content]));
      const differing = after.artifacts.filter(({ path: file, content }) => texts.get(file) !== content);
      expect(differing.map(({ unit }) => unit)).toEqual(expect.arrayContaining(units));

      const origin = environment.origin(path);
      if (origin.kind !== "file") throw new Error(`${name} stands in no file`);
      for (const { path: file, reads } of differing) {
        expect(reads, file).toContain(name);
        const recorded = before.manifest.files[file]; // none where the file's name holds a hash of its content
        if (recorded) expect(recorded.sources, file).toContain(`${origin.position.file}:${origin.position.line}`);
      }
    },
  );
});
