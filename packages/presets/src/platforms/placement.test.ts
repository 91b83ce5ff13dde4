import { join } from "node:path";
import type { Manifest, PodSettings } from "@streamform/core";
import { knownKinds } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { changed, environmentFiles, platformOf, readEnvironment, type Tree, treeOf } from "../trees/tree.js";

const tolerations = [{ key: "kafka", operator: "Exists" }];
const settings: PodSettings & Readonly<Record<string, unknown>> = {
  tolerations: [{ key: "kafka", operator: "Exists" }],
  nodeSelector: { pool: "kafka" },
  priorityClassName: "high",
  podLabels: { team: "streaming" },
  imagePullSecrets: ["registry"],
};
const registry = { images: "registry.acme.example/mirror", charts: "oci://registry.acme.example/charts" };

const files = await environmentFiles();
const trees = await Promise.all(
  files.map(async (file) =>
    treeOf(
      changed(await readEnvironment(file), [["kubernetes", "pods"], settings], [["kubernetes", "registry"], registry]),
    ),
  ),
);

type Json = Readonly<Record<string, unknown>>;

/** Every place of an object that describes pods: what stands there, with the labels of the pods. */
function podsIn(
  tree: Tree,
  object: Manifest,
): readonly { readonly place: string; readonly spec: Json; readonly metadata: Json }[] {
  const kind = knownKinds(tree.environment, platformOf(tree.environment)).of(object);
  const at = (path: string) =>
    path.split(".").reduce<unknown>((value, step) => (value as Json | undefined)?.[step], object) as Json | undefined;
  const template = kind?.pods === undefined ? undefined : at(kind.pods);
  return [
    ...(template
      ? [{ place: "template", spec: template["spec"] as Json, metadata: (template["metadata"] ?? {}) as Json }]
      : []),
    ...(kind?.operatorPods ?? [])
      .filter((pods) => pods.labels && at(pods.at) !== undefined)
      .map((pods) => {
        const spec = at(`${pods.at}.template.pod`) ?? {};
        return { place: pods.at, spec, metadata: (spec["metadata"] ?? {}) as Json };
      }),
  ];
}

const imagesIn = (value: unknown): readonly string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, entry]) =>
        (key === "image" || key === "reference") && typeof entry === "string" ? [entry] : imagesIn(entry),
      );

describe.each(trees)("pods of $name, where the environment says it once", (tree) => {
  const all = tree.objects
    .filter(({ file }) => file.startsWith("kubernetes/"))
    .flatMap(({ object }) => podsIn(tree, object).map((pods) => ({ object, ...pods })));

  it("are there", () => expect(all.length).toBeGreaterThan(0));

  it("have the tolerations, nodes, priority, labels and credentials, whoever makes them", () => {
    for (const { object, place, spec, metadata } of all) {
      const where = `${object.kind} ${object.metadata.name} ${place}`;
      expect(spec, where).toMatchObject({
        tolerations,
        priorityClassName: "high",
        imagePullSecrets: [{ name: "registry" }],
      });
      expect(JSON.stringify([spec["nodeSelector"], spec["affinity"]]), where).toContain('"pool"');
      expect(metadata["labels"], where).toMatchObject({ team: "streaming" });
    }
  });

  it("are still those of their workloads", () => {
    for (const { object, place, metadata } of all)
      if (place === "template")
        expect(
          tree.workloads.filter(({ labels }) =>
            Object.entries(labels).every(([key, value]) => (metadata["labels"] as Json)[key] === value),
          ),
          `${object.kind} ${object.metadata.name}`,
        ).toHaveLength(tree.workloads.length === 0 ? 0 : 1);
  });

  it("pull every image from the company's registry, and every chart comes from there", () => {
    for (const { object } of tree.objects)
      for (const image of imagesIn(object.spec)) expect(image).toMatch(/^registry\.acme\.example\/mirror\//);
    const releases = tree.plan.units.flatMap((unit) => (unit.kind === "kubernetes" ? unit.helmReleases : []));
    for (const { name, repository, values } of releases) {
      expect(repository, name).toBe(registry.charts);
      expect(values, name).toMatchObject({ tolerations, nodeSelector: { pool: "kafka" } });
      expect(JSON.stringify(values), name).toContain(registry.images);
    }
  });
});

describe("brokers on nodes of their own", () => {
  const [file = ""] = files.filter((name) => name.endsWith(join("/", "llm-analytics-prod.yaml")));

  it.each(["strimzi", "statefulset"])("go there with the engine %s, and nothing else does", async (engine) => {
    const environment = await readEnvironment(file);
    const tree = treeOf(
      changed(
        environment,
        [["kafkaCluster", "engine"], engine],
        [["kafkaCluster", "brokers", "tolerations"], tolerations],
        [["kafkaCluster", "brokers", "nodeSelector"], { pool: "kafka" }],
        ...(engine === "statefulset"
          ? [
              [["kafkaCluster", "tieredStorage"], undefined] as const,
              [["strimziOperator"], undefined] as const,
              [["kafkaCluster", "strimzi"], undefined] as const,
            ]
          : []),
      ),
    );
    const tolerating = tree.objects
      .filter(({ object }) =>
        podsIn(tree, object).some(({ spec }) => JSON.stringify(spec["tolerations"]) === JSON.stringify(tolerations)),
      )
      .map(({ object }) => object.kind);
    expect(tolerating).toEqual([engine === "strimzi" ? "KafkaNodePool" : "StatefulSet"]);
  });
});
