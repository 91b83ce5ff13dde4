import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DiagnosticError } from "../diagnostics/diagnostic.js";
import { parseManifest, renderTreeManifest } from "./manifest.js";
import {
  contentsOf,
  failingDisk,
  putFiles,
  refusalOf,
  temporaryFolder,
  treeIn,
  treeOf,
  watchedDisk,
} from "./testing.js";
import { write } from "./write.js";

const old = { "README.md": "one", "terraform/msk/main.tf.json": "{}", "hosts/run.sh": "true #!" };

function codes(diagnostics: readonly { readonly code: string }[]): string[] {
  return diagnostics.map(({ code }) => code);
}

describe("a first run", () => {
  it("creates the folder with every file and the manifest, and leaves no bookkeeping", async () => {
    const directory = join(temporaryFolder(), "generated/dev");
    const result = await write(treeOf(directory, old));
    expect(result).toEqual({
      created: ["README.md", "hosts/run.sh", "manifest.json", "terraform/msk/main.tf.json"],
      changed: [],
      removed: [],
      unchanged: [],
      diagnostics: [],
    });
    expect(treeIn(directory)).toEqual(old);
    expect(readdirSync(directory).sort()).toEqual(["README.md", "hosts", "manifest.json", "terraform"]);
  });

  it.skipIf(process.platform === "win32")("gives executable files mode 755 and others 644", async () => {
    const directory = temporaryFolder();
    const umask = process.umask(0o022);
    await write(treeOf(directory, old)).finally(() => process.umask(umask));
    const mode = (path: string): number => statSync(join(directory, path)).mode & 0o777;
    expect([mode("README.md"), mode("hosts/run.sh"), mode("manifest.json")]).toEqual([0o644, 0o755, 0o644]);
  });
});

describe("a later run", () => {
  it("does not touch the disk when nothing changed", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    const operations: string[] = [];
    const result = await write({
      ...treeOf(directory, old),
      disk: watchedDisk(({ name }) => operations.push(name)),
    });
    expect(operations).toEqual([]);
    expect(result.unchanged).toEqual(["README.md", "hosts/run.sh", "manifest.json", "terraform/msk/main.tf.json"]);
  });

  it("writes only the file that changed and keeps the time of the others", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    const long = new Date("2020-01-01T00:00:00Z");
    for (const path of Object.keys(old)) utimesSync(join(directory, path), long, long);
    const result = await write(treeOf(directory, { ...old, "README.md": "two" }));
    expect(result.changed).toEqual(["README.md", "manifest.json"]);
    expect(statSync(join(directory, "hosts/run.sh")).mtime).toEqual(long);
    expect(statSync(join(directory, "README.md")).mtime).not.toEqual(long);
  });

  it("prunes what is no longer generated, with the folders that this leaves empty", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { ...old, "kubernetes/a/b/c.yaml": "c" }));
    const result = await write(treeOf(directory, old));
    expect(result.removed).toEqual(["kubernetes/a/b/c.yaml"]);
    expect(existsSync(join(directory, "kubernetes"))).toBe(false);
  });

  it("turns a file into a folder and a folder into a file", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { a: "file", "b/c/d": "deep" }));
    await write(treeOf(directory, { "a/x": "deep", b: "file" }));
    expect(treeIn(directory)).toEqual({ "a/x": "deep", b: "file" });
  });

  it("never deletes a file that the manifest does not list, nor its folder", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { "terraform/msk/main.tf.json": "{}" }));
    putFiles(directory, { "terraform/msk/.terraform.lock.hcl": "mine", "notes/todo.md": "mine" });
    await write(treeOf(directory, { "README.md": "one" }));
    expect(treeIn(directory)).toEqual({
      "README.md": "one",
      "terraform/msk/.terraform.lock.hcl": "mine",
      "notes/todo.md": "mine",
    });
  });

  it.skipIf(process.platform === "win32")("gives a file its mode back", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    chmodSync(join(directory, "hosts/run.sh"), 0o644);
    const { changed } = await write(treeOf(directory, old));
    expect(changed).toEqual(["hosts/run.sh"]);
    expect(statSync(join(directory, "hosts/run.sh")).mode & 0o100).toBe(0o100);
  });
});

describe("files that a person changed", () => {
  it("keeps an edited file that is no longer generated, and says so", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { ...old, "gone.yaml": "generated" }));
    putFiles(directory, { "gone.yaml": "edited" });
    const { removed, diagnostics } = await write(treeOf(directory, old));
    expect([removed, codes(diagnostics), diagnostics[0]?.severity]).toEqual([[], ["SF4008"], "warning"]);
    expect(treeIn(directory)["gone.yaml"]).toBe("edited");
  });

  it("removes it when forced", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { ...old, "gone.yaml": "generated" }));
    putFiles(directory, { "gone.yaml": "edited" });
    const { removed } = await write({ ...treeOf(directory, old), force: true });
    expect(removed).toEqual(["gone.yaml"]);
  });

  it("overwrites edits to a file that is generated, and says so", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    putFiles(directory, { "README.md": "edited" });
    const { changed, diagnostics } = await write(treeOf(directory, old));
    expect([changed, codes(diagnostics)]).toEqual([["README.md"], ["SF4009"]]);
    expect(treeIn(directory)).toEqual(old);
  });

  it("refuses to replace a file that it did not write, unless forced", async () => {
    const directory = temporaryFolder();
    putFiles(directory, { "README.md": "a person's" });
    expect(codes(await refusalOf(() => write(treeOf(directory, old))))).toEqual(["SF4006"]);
    expect(contentsOf(directory)).toEqual({ "README.md": "a person's" });
    await write({ ...treeOf(directory, old), force: true });
    expect(treeIn(directory)).toEqual(old);
  });

  it("adopts a file that holds already what is generated", async () => {
    const directory = temporaryFolder();
    putFiles(directory, { "README.md": "one" });
    expect((await write(treeOf(directory, old))).unchanged).toEqual(["README.md"]);
  });

  it("refuses a folder with a person's file in place of a generated file, even when forced", async () => {
    const directory = temporaryFolder();
    putFiles(directory, { "README.md/mine.txt": "mine" });
    const [problem] = await refusalOf(() => write({ ...treeOf(directory, old), force: true }));
    expect([problem?.code, problem?.message]).toEqual([
      "SF4006",
      '"README.md/mine.txt" is in the way of the generated "README.md"',
    ]);
  });

  it("replaces a folder in which there is nothing", async () => {
    const directory = temporaryFolder();
    mkdirSync(join(directory, "README.md/empty"), { recursive: true });
    await write(treeOf(directory, old));
    expect(treeIn(directory)).toEqual(old);
  });
});

describe("a manifest that cannot be trusted", () => {
  it("is refused where it cannot be read, and nothing is touched", async () => {
    const directory = temporaryFolder();
    putFiles(directory, { "manifest.json": "{", "README.md": "one" });
    expect(codes(await refusalOf(() => write(treeOf(directory, old))))).toEqual(["SF4007"]);
    expect(contentsOf(directory)).toEqual({ "manifest.json": "{", "README.md": "one" });
  });

  it("prunes nothing outside the folder by its word", async () => {
    const root = temporaryFolder();
    const directory = join(root, "dev");
    putFiles(root, { "outside.txt": "precious" });
    await write(treeOf(directory, { "gone.txt": "precious" }));
    const text = readFileSync(join(directory, "manifest.json"), "utf8").replace("gone.txt", "../outside.txt");
    writeFileSync(join(directory, "manifest.json"), text);
    await write({ ...treeOf(directory, old), force: true });
    expect(readFileSync(join(root, "outside.txt"), "utf8")).toBe("precious");
  });

  it("is read on both sides of a merge conflict, so that synth resolves it", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { ...old, "ours.yaml": "ours", "theirs.yaml": "theirs" }));
    const ours = renderTreeManifest(treeOf(directory, { ...old, "ours.yaml": "ours" }).manifest);
    const theirs = renderTreeManifest(treeOf(directory, { ...old, "theirs.yaml": "theirs" }).manifest);
    writeFileSync(join(directory, "manifest.json"), `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> feature\n`);
    const { removed } = await write(treeOf(directory, old));
    expect(removed).toEqual(["ours.yaml", "theirs.yaml"]);
    expect(parseManifest(readFileSync(join(directory, "manifest.json"), "utf8"))).toBeDefined();
  });

  it("takes what git merged in other files of a merge conflict for no hand edit", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, { "list.yaml": "a\nb\n" }));
    const side = (content: string) => renderTreeManifest(treeOf(directory, { "list.yaml": content }).manifest);
    const sides = `<<<<<<< HEAD\n${side("a\nb\nours\n")}=======\n${side("theirs\na\nb\n")}>>>>>>> feature\n`;
    putFiles(directory, { "manifest.json": sides, "list.yaml": "theirs\na\nb\nours\n" });
    const { changed, diagnostics } = await write(treeOf(directory, { "list.yaml": "new" }));
    expect({ changed, diagnostics }).toEqual({ changed: ["list.yaml", "manifest.json"], diagnostics: [] });
  });

  it("of version 1 is rewritten: its files are pruned or kept as before, and those that are right are not touched", async () => {
    const directory = temporaryFolder();
    const before = { "kept.yaml": "kept", "stale.yaml": "stale", "edited.yaml": "generated" };
    await write(treeOf(directory, before));
    const { units: _, ...manifest } = treeOf(directory, before).manifest;
    const files = Object.entries(manifest.files).map(([path, file]) => [path, { ...file, sources: ["dev.yaml:1"] }]);
    const first = { ...manifest, manifestVersion: 1, inputs: [], files: Object.fromEntries(files) };
    putFiles(directory, { "manifest.json": JSON.stringify(first), "edited.yaml": "by hand", "notes.md": "mine" });
    const touched = statSync(join(directory, "kept.yaml")).mtimeMs;

    const { removed, unchanged, diagnostics } = await write(treeOf(directory, { "kept.yaml": "kept" }));
    expect({ removed, unchanged }).toEqual({ removed: ["stale.yaml"], unchanged: ["kept.yaml"] });
    expect(codes(diagnostics)).toEqual(["SF4008"]);
    expect(statSync(join(directory, "kept.yaml")).mtimeMs).toBe(touched);
    expect(treeIn(directory)).toEqual({ "kept.yaml": "kept", "edited.yaml": "by hand", "notes.md": "mine" });
    expect(readFileSync(join(directory, "manifest.json"), "utf8")).toContain('"manifestVersion": 2');
  });
});

describe.skipIf(process.platform === "win32")("symbolic links", () => {
  it.each([
    ["a file that leads outside", "README.md", "../outside/file"],
    ["a folder that leads outside", "terraform", "../outside"],
    ["a file that leads inside", "README.md", "hosts/real"],
    ["a folder that leads inside", "terraform", "hosts"],
    ["a link to nothing", "README.md", "nowhere"],
    ["a link in place of the manifest", "manifest.json", "../outside/file"],
    ["a link in place of the work folder", ".streamform", "../outside"],
  ])("refuses %s in the way, even when forced, and writes nothing", async (_, link, target) => {
    const root = temporaryFolder();
    const directory = join(root, "dev");
    putFiles(root, { "outside/file": "precious", "dev/hosts/real": "real" });
    symlinkSync(target, join(directory, link));
    const before = contentsOf(root);
    expect(codes(await refusalOf(() => write({ ...treeOf(directory, old), force: true })))).toContain("SF4005");
    expect(contentsOf(root)).toEqual(before);
  });

  it("refuses an environment's folder that is a link", async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "elsewhere"));
    symlinkSync("elsewhere", join(root, "dev"));
    expect(codes(await refusalOf(() => write(treeOf(join(root, "dev"), old))))).toEqual(["SF4005"]);
    expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
  });

  it("does not prune through a folder that was replaced by a link", async () => {
    const root = temporaryFolder();
    const directory = join(root, "dev");
    await write(treeOf(directory, { a: "a" }));
    await write(treeOf(directory, { "sub/b": "b" }));
    putFiles(root, { "outside/b": "b" });
    rmSync(join(directory, "sub"), { recursive: true });
    symlinkSync("../outside", join(directory, "sub"));
    await write(treeOf(directory, { a: "a" }));
    expect(readFileSync(join(root, "outside/b"), "utf8")).toBe("b");
  });

  it("leaves a link alone that is in nobody's way, as in .terraform with a plug-in cache", async () => {
    const root = temporaryFolder();
    const directory = join(root, "dev");
    mkdirSync(join(directory, "terraform/msk/.terraform"), { recursive: true });
    symlinkSync("/nonexistent/cache", join(directory, "terraform/msk/.terraform/aws"));
    await write(treeOf(directory, old));
    expect(treeIn(directory)).toEqual({ ...old, "terraform/msk/.terraform/aws": "→ /nonexistent/cache" });
  });
});

describe("a disk that refuses", () => {
  const next = { ...old, "README.md": "two", "new/file": "new" };

  it.each([
    ["ENOSPC", "SF4021"],
    ["EDQUOT", "SF4021"],
    ["EROFS", "SF4020"],
    ["EACCES", "SF4020"],
    ["ENAMETOOLONG", "SF4004"],
    ["EIO", "SF4022"],
  ])("leaves the tree as it was when staging fails with %s, and says %s", async (code, page) => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    const before = contentsOf(directory);
    const disk = failingDisk(code, ({ name, path }) => name === "writeFileSync" && path.includes("staged-1"));
    const [problem] = await refusalOf(() => write({ ...treeOf(directory, next), disk }));
    expect([problem?.code, problem?.environment]).toEqual([page, "dev"]);
    expect(problem?.message).toContain(code);
    expect(contentsOf(directory)).toEqual(before);
  });

  it("names the file when renaming fails, and the next run completes the tree", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    const disk = failingDisk("EACCES", ({ name, path }) => name === "renameSync" && path.endsWith("README.md"));
    const [problem] = await refusalOf(() => write({ ...treeOf(directory, next), disk }));
    expect(problem?.message).toBe(
      'cannot write "README.md" in the folder of "dev": the folder cannot be written (EACCES)',
    );
    await write(treeOf(directory, next));
    expect(treeIn(directory)).toEqual(next);
  });

  it("leaves no empty folder of a first run that could not write", async () => {
    const directory = join(temporaryFolder(), "dev");
    const disk = failingDisk("ENOSPC", ({ name }) => name === "writeFileSync");
    await refusalOf(() => write({ ...treeOf(directory, old), disk }));
    expect(existsSync(directory)).toBe(false);
  });

  it("is content with a read-only disk when there is nothing to write", async () => {
    const directory = temporaryFolder();
    await write(treeOf(directory, old));
    const disk = failingDisk("EROFS", () => true);
    expect((await write({ ...treeOf(directory, old), disk })).unchanged).toHaveLength(4);
  });
});

describe("any path at all", () => {
  const segment = fc.oneof(
    fc.constantFrom(
      "..",
      ".",
      "",
      "a",
      "A",
      "é",
      "e\u0301",
      "manifest.json",
      ".streamform",
      ".git",
      "C:",
      "__proto__",
      "constructor",
      "9",
      "con",
    ),
    fc.string({ maxLength: 4, unit: "binary" }),
  );
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));

  it("is written below the folder with its content, or refused before anything is", async () => {
    const root = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(path, { minLength: 1, maxLength: 3 }), async (paths) => {
        const parent = join(root, `${run++}`);
        const directory = join(parent, "x/y/z/generated/dev");
        putFiles(parent, { bystander: "precious" });
        const contents = Object.fromEntries(paths.map((each, index) => [each, `${index}`]));
        try {
          await write(treeOf(directory, contents));
        } catch (error) {
          if (!(error instanceof DiagnosticError)) throw error;
          expect(contentsOf(parent)).toEqual({ bystander: "precious" });
          return;
        }
        expect(treeIn(directory)).toEqual(contents);
        expect(Object.keys(contentsOf(parent))).toHaveLength(Object.keys(contents).length + 2);
        await write(treeOf(directory, {}));
        expect(Object.keys(contentsOf(parent))).toEqual(["bystander", "x/y/z/generated/dev/manifest.json"]);
      }),
      { numRuns: 150 },
    );
  });
});
