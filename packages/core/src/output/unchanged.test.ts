import { chmodSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseManifest, renderTreeManifest } from "./manifest.js";
import { putFiles, temporaryFolder, treeOf } from "./testing.js";
import { isUnchanged } from "./unchanged.js";
import { write } from "./write.js";

const tree = { "README.md": "one", "hosts/run.sh": "true #!" };

async function project(): Promise<{ root: string; directory: string; toolVersion: string }> {
  const root = temporaryFolder();
  const directory = join(root, "generated/dev");
  putFiles(root, { "environments/dev.yaml": "spec" });
  await write(treeOf(directory, tree));
  return { root, directory, toolVersion: "1.0.0" };
}

function editManifest(directory: string, changes: object): void {
  const path = join(directory, "manifest.json");
  const manifest = parseManifest(readFileSync(path, "utf8"));
  if (manifest) writeFileSync(path, renderTreeManifest({ ...manifest, ...changes }));
}

describe("isUnchanged", () => {
  it("says yes right after a tree was written, and whatever a person keeps beside it", async () => {
    const options = await project();
    expect(isUnchanged(options)).toBe(true);
    putFiles(options.directory, { "notes.md": "mine" });
    expect(isUnchanged(options)).toBe(true);
  });

  it.each<[string, (root: string, directory: string) => void]>([
    ["a layer changed", (root) => putFiles(root, { "environments/dev.yaml": "other" })],
    ["a layer is gone", (root) => rmSync(join(root, "environments/dev.yaml"))],
    ["a generated file was edited", (_, directory) => putFiles(directory, { "README.md": "edited" })],
    ["a generated file is gone", (_, directory) => rmSync(join(directory, "README.md"))],
    [
      "a generated file is a folder",
      (_, directory) => {
        rmSync(join(directory, "README.md"));
        putFiles(directory, { "README.md/x": "" });
      },
    ],
    ["there is no manifest", (_, directory) => rmSync(join(directory, "manifest.json"))],
    ["the manifest cannot be read", (_, directory) => putFiles(directory, { "manifest.json": "{}" })],
    ["an earlier run was killed", (_, directory) => editManifest(directory, { unfinished: {} })],
    ["the environment has a TypeScript layer", (_, directory) => editManifest(directory, { skippable: false })],
    ["the manifest names fewer inputs than it hashed", (_, directory) => editManifest(directory, { inputs: [] })],
  ])("says no when %s", async (_, change) => {
    const options = await project();
    change(options.root, options.directory);
    expect(isUnchanged(options)).toBe(false);
  });

  it.skipIf(process.platform === "win32")(
    "says no when a file's mode changed or a link of the same content replaces it",
    async () => {
      const options = await project();
      const path = join(options.directory, "hosts/run.sh");
      chmodSync(path, 0o644);
      expect(isUnchanged(options)).toBe(false);
      chmodSync(path, 0o755);
      expect(isUnchanged(options)).toBe(true);
      rmSync(path);
      putFiles(options.root, { copy: tree["hosts/run.sh"] });
      symlinkSync(join(options.root, "copy"), path);
      expect(isUnchanged(options)).toBe(false);
    },
  );

  it("says no to another version of the tool", async () => {
    const options = await project();
    expect(isUnchanged({ ...options, toolVersion: "1.0.1" })).toBe(false);
  });

  it("imports nothing but Node.js, so that a run without changes starts at once", () => {
    const seen = new Set<string>();
    const foreign: string[] = [];
    const visit = (file: URL): void => {
      if (seen.has(file.href)) return;
      seen.add(file.href);
      const source = readFileSync(file, "utf8");
      for (const [, name = ""] of source.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm)) {
        if (name.startsWith(".")) visit(new URL(name.replace(/\.js$/, ".ts"), file));
        else if (!name.startsWith("node:")) foreign.push(name);
      }
    };
    visit(new URL("./unchanged.ts", import.meta.url));
    expect(seen.size).toBeGreaterThan(5);
    expect(foreign).toEqual([]);
  });
});
