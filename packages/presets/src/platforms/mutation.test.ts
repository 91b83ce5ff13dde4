import type { Path } from "@streamform/core";
import { renderPath } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { changed, readEnvironment, type Tree, treeOf } from "../trees/tree.js";

const environment = await readEnvironment("environments/msk-prod.yaml");
const before = treeOf(environment);

const stacks = "terraform/*/main.tf.json";
const topics = ["kubernetes/topics/configmap-topics.yaml", "kubernetes/topics/job-topics.yaml"];

/** Leaves of the spec, another value for each, and the files that change with it, written down by hand. `*` stands for a part of a name. */
const leaves: readonly (readonly [Path, unknown, readonly string[]])[] = [
  [["msk", "instanceType"], "kafka.m7g.xlarge", ["README.md", "terraform/msk/main.tf.json"]],
  [["msk", "volumeSize"], "600GiB", ["README.md", "terraform/msk/main.tf.json"]],
  [["msk", "logs", "cloudwatch", "retention"], "60d", ["README.md", "terraform/msk/main.tf.json"]],
  [["topics", "orders", "partitions"], 12, topics],
  [["topics", "orders-dlq", "config", "retention.ms"], "14d", topics],
  [["aws", "tags", "cost-center"], "logistics", ["hosts/bootstrap/state-bucket.sh", stacks]],
  [
    ["network", "cidr"],
    "10.30.0.0/16",
    ["README.md", "terraform/bastion/main.tf.json", "terraform/msk/main.tf.json", "terraform/network/main.tf.json"],
  ],
  [["owner"], "order-team", ["README.md", "hosts/bootstrap/state-bucket.sh", stacks]],
  [
    ["kubernetes", "namespace"],
    "orders",
    [
      "README.md",
      "delivery/applications/application-msk-prod-kubernetes-*.yaml",
      "delivery/project/appproject-msk-prod.yaml",
      "hosts/kafka-clients/README.md",
      "kubernetes/kafka-clients/configmap-*.yaml",
      "kubernetes/kafka-clients/externalsecret-*.yaml",
      "hosts/observability/runbook.md",
      "kubernetes/kafka-connect/*.yaml",
      "kubernetes/mirror/*.yaml",
      "kubernetes/observability/*.yaml",
      "kubernetes/users/*.yaml",
      "kubernetes/kubernetes-namespace/kustomization.yaml",
      "kubernetes/kubernetes-namespace/namespace-*.yaml",
      "kubernetes/secret-stores/secretstore-*.yaml",
      "kubernetes/topics/configmap-topics.yaml",
      "kubernetes/topics/externalsecret-*.yaml",
      "kubernetes/topics/job-topics.yaml",
      "kubernetes/topics/serviceaccount-*.yaml",
      "terraform/kafka-connect/main.tf.json",
      "terraform/mirror/main.tf.json",
      "terraform/topics/main.tf.json",
    ],
  ],
  [
    ["kafkaClients", "topic"],
    "customers",
    [
      "README.md",
      "hosts/kafka-clients/README.md",
      "hosts/kafka-clients/go/settings/settings.go",
      "hosts/kafka-clients/java/src/main/resources/application.yaml",
      "hosts/kafka-clients/nodejs/settings.js",
      "hosts/kafka-clients/properties/consumer.properties",
      "hosts/kafka-clients/python/settings.py",
      "kubernetes/kafka-clients/configmap-*.yaml",
    ],
  ],
  [["secrets", "entries", "admin", "description"], "Creates the topics", ["terraform/secrets/main.tf.json"]],
  [
    ["tofuController", "runnerRoleArn"],
    "arn:aws:iam::111122223333:role/another",
    ["README.md", "delivery/applications/application-msk-prod-helm-tofu-controller.yaml"],
  ],
];

/** Whether a file has a name of that pattern. */
function matches(file: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(".", "\\."));
  return new RegExp(`^${parts.join("[^/]+")}$`).test(file);
}

/** Files that one tree has and the other has not, or has with another content. */
function differing(one: Tree, other: Tree): readonly string[] {
  const contents = ({ artifacts }: Tree) => new Map(artifacts.map(({ path, content }) => [path, content]));
  const [left, right] = [contents(one), contents(other)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path));
}

describe("a leaf of msk-prod that changes", () => {
  it.each(leaves.map(([path, value, files]) => ({ name: renderPath(path), path, value, files })))(
    "$name changes the files that it should, those that go away among them, and no other",
    ({ name, path, value, files }) => {
      const after = treeOf(changed(environment, [path, value]));
      const found = differing(before, after);
      expect(found.filter((file) => !files.some((pattern) => matches(file, pattern)))).toEqual([]);
      expect(files.filter((pattern) => !found.some((file) => matches(file, pattern)))).toEqual([]);

      for (const { path: file, reads, unit } of after.artifacts.filter((artifact) => found.includes(artifact.path))) {
        expect(reads, file).toContain(name);
        const isRecorded = ({ units }: Tree["manifest"]) =>
          (units[unit] ?? []).some((one) => name === one || name.startsWith(`${one}.`) || name.startsWith(`${one}[`));
        expect(isRecorded(before.manifest), file).toBe(true);
      }
    },
  );

  it("changes every stack where its pattern says so", () => {
    const after = treeOf(changed(environment, [["owner"], "order-team"]));
    const found = differing(before, after).filter((file) => matches(file, stacks));
    expect(found).toEqual([...before.modules.keys()].map((stack) => `terraform/${stack}/main.tf.json`));
  });
});
