import { cpSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { contentsOf, project, put, streamform } from "./testing.js";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** The examples of this repository in a project of their own. */
function examples(): string {
  const root = project({});
  cpSync(join(repository, "environments"), join(root, "environments"), { recursive: true });
  return root;
}

const written = (root: string) => contentsOf(join(root, "generated"));

/** When each generated file was last written. */
function timesOf(root: string): Readonly<Record<string, number>> {
  const paths = Object.keys(written(root)).filter((path) => !path.endsWith("/manifest.json"));
  return Object.fromEntries(paths.map((path) => [path, statSync(join(root, "generated", path)).mtimeMs]));
}

/** Lines of one text that the other does not have, and the other way round, as `git diff --numstat` counts them where lines are sorted. */
function changedLines(before: string, after: string): { readonly added: number; readonly removed: number } {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const [olds, nows] = [new Set(old), new Set(now)];
  return {
    added: now.filter((line) => !olds.has(line)).length,
    removed: old.filter((line) => !nows.has(line)).length,
  };
}

/** Puts a line before the first entry of a map of an example. */
const inFront = (text: string, key: string, lines: string) =>
  text.replace(new RegExp(`^${key}:\n`, "m"), `${key}:\n${lines}`);

const topicsOf = (names: readonly string[]) =>
  names.map((name) => `  ${name}: { partitions: 3, replicationFactor: 3 }\n`).join("");
const usersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const topic = `topic-${index}`;
    return `  user-${index}: { authentication: tls, acls: { produce: [${topic}], consume: [${topic}], groups: [group-${index}] } }\n`;
  }).join("");

describe("the committed tree", { timeout: 240_000 }, () => {
  it("takes a comment in any environment or layer for at most one line of each manifest, and touches no other file", async () => {
    const root = examples();
    expect(await streamform(root, ["synth", "--quiet"])).toMatchObject({ code: 0 });
    const layers = readdirSync(join(root, "environments"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".yaml"),
    );
    expect(layers.length).toBeGreaterThan(5);
    for (const layer of layers) {
      const [before, times] = [written(root), timesOf(root)];
      const sources = contentsOf(join(root, "environments"));
      put(root, { [`environments/${layer}`]: `# A comment, and lines that move.\n\n${sources[layer]}` });
      expect(await streamform(root, ["synth", "--quiet"]), layer).toMatchObject({ code: 0 });
      const after = written(root);
      const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
      expect(Object.keys(after), layer).toEqual(Object.keys(before));
      expect(changed.length, layer).toBeGreaterThan(0);
      expect(changed.filter((path) => !/^[^/]+\/manifest\.json$/.test(path))).toEqual([]);
      for (const path of changed)
        expect(changedLines(before[path] ?? "", after[path] ?? ""), `${layer}, ${path}`).toEqual({
          added: 1,
          removed: 1,
        });
      expect(timesOf(root), layer).toEqual(times);
    }
  });

  it.each(["llm-analytics-dev", "llm-analytics-classic"])(
    "of %s with 500 topics and 300 users has a small manifest, of which a topic in front changes few lines",
    async (name) => {
      const root = examples();
      const layer = "environments/base/llm-analytics.yaml";
      const source = contentsOf(join(root, "environments"))["base/llm-analytics.yaml"] ?? "";
      const many = inFront(source, "topics", topicsOf(Array.from({ length: 500 }, (_, index) => `topic-${index}`)));
      put(root, { [layer]: inFront(many, "users", usersOf(300)) });
      expect(await streamform(root, ["synth", name, "--quiet"])).toMatchObject({ code: 0 });
      const before = written(root);
      const manifest = before[`${name}/manifest.json`] ?? "";
      expect(Buffer.byteLength(manifest)).toBeLessThan(1_000_000);
      expect(manifest).not.toMatch(/topics\.topic-1\b/);

      put(root, { [layer]: inFront(inFront(many, "users", usersOf(300)), "topics", topicsOf(["a-topic"])) });
      expect(await streamform(root, ["synth", name, "--quiet"])).toMatchObject({ code: 0 });
      const lines = changedLines(manifest, written(root)[`${name}/manifest.json`] ?? "");
      expect(lines.added).toBeLessThan(20);
      expect(lines.removed).toBeLessThan(20);
    },
  );
});
