import { describe, expect, it } from "vitest";
import { changed, readEnvironment, repositoryTrees, type Tree, treeOf } from "../trees/tree.js";

const trees = await repositoryTrees();
const namesOf = ({ artifacts }: Tree) => artifacts.flatMap(({ path }) => path.split("/"));

describe("names of generated files", () => {
  it.each(trees.map((tree) => [tree.name, tree] as const))(
    "say nothing of what is in the files of %s",
    (_, { artifacts }) => {
      const jobs = artifacts.filter(({ path }) => /^kubernetes\/.*\/(job|configmap)-/.test(path));
      expect(jobs.filter(({ path }) => /-[0-9a-f]{10}\.yaml$/.test(path))).toEqual([]);
    },
  );

  it.each(["msk-dev", "llm-analytics-dev", "llm-analytics-classic"])(
    "fit where topics of %s have the longest names that Kafka takes",
    async (name) => {
      const environment = await readEnvironment(`environments/${name}.yaml`);
      const topic = { partitions: 1, replicationFactor: 3 };
      const longest = Object.fromEntries(
        [240, 245, 249].flatMap((length) => ["a", "b"].map((end) => [`${"t".repeat(length - 1)}${end}`, topic])),
      );
      const topics = { ...(environment.spec["topics"] as object), ...longest };
      const names = namesOf(treeOf(changed(environment, [["topics"], topics])));
      expect(names.filter((file) => Buffer.byteLength(file) > 255)).toEqual([]);
      const kafkaTopics = names.filter((file) => /^kafkatopic-t{200}/.test(file));
      expect(new Set(kafkaTopics).size).toBe(kafkaTopics.length);
    },
  );
});
