import { chmodSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "./compare.js";
import { contentsOf, putFiles, temporaryFolder, treeOf } from "./testing.js";
import { write } from "./write.js";

const tree = { "README.md": "one", "a/b.yaml": "b", "hosts/run.sh": "true #!" };

async function written(): Promise<string> {
  const directory = temporaryFolder();
  await write(treeOf(directory, tree));
  return directory;
}

describe("compare", () => {
  it("finds nothing in a tree that was just written", async () => {
    expect(compare(treeOf(await written(), tree))).toEqual([]);
  });

  it("finds everything missing, the manifest included, where there is no folder", () => {
    const drifts = compare(treeOf(join(temporaryFolder(), "nowhere"), tree));
    expect(drifts.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      "missing README.md",
      "missing a/b.yaml",
      "missing hosts/run.sh",
      "missing manifest.json",
    ]);
  });

  it("tells output of an earlier spec from a file edited by hand, and names what is stale", async () => {
    const directory = await written();
    putFiles(directory, { "hosts/run.sh": "edited", "unlisted.txt": "a person's" });
    const drifts = compare(treeOf(directory, { "README.md": "two", "hosts/run.sh": "true #!", "new.yaml": "new" }));
    expect(drifts).toEqual([
      { path: "README.md", kind: "changed" },
      { path: "a/b.yaml", kind: "stale" },
      { path: "hosts/run.sh", kind: "edited" },
      { path: "manifest.json", kind: "changed" },
      { path: "new.yaml", kind: "missing" },
    ]);
  });

  it("does not call a file stale that is gone already", async () => {
    const directory = await written();
    rmSync(join(directory, "a"), { recursive: true });
    const { "a/b.yaml": _, ...rest } = tree;
    expect(compare(treeOf(directory, rest))).toEqual([{ path: "manifest.json", kind: "changed" }]);
  });

  it.skipIf(process.platform === "win32")("calls a wrong mode and a link in place of a file edited", async () => {
    const directory = await written();
    chmodSync(join(directory, "README.md"), 0o755);
    rmSync(join(directory, "a/b.yaml"));
    symlinkSync("../README.md", join(directory, "a/b.yaml"));
    expect(compare(treeOf(directory, tree))).toEqual([
      { path: "README.md", kind: "edited" },
      { path: "a/b.yaml", kind: "edited" },
    ]);
  });

  it("calls a manifest with conflict markers edited", async () => {
    const directory = await written();
    putFiles(directory, { "manifest.json": "<<<<<<< HEAD\n" });
    expect(compare(treeOf(directory, tree))).toEqual([{ path: "manifest.json", kind: "edited" }]);
  });

  it("agrees with what synth then does, and writes nothing itself", async () => {
    const directory = await written();
    putFiles(directory, { "README.md": "edited" });
    const before = contentsOf(directory);
    const next = treeOf(directory, { "README.md": "two", "a/c.yaml": "c" });
    const drifts = compare(next);
    expect(contentsOf(directory)).toEqual(before);
    const { created, changed, removed } = await write(next);
    expect([...created, ...changed, ...removed].sort()).toEqual(drifts.map(({ path }) => path));
    expect(compare(next)).toEqual([]);
  });
});
