import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "./compare.js";
import { parseManifest, renderTreeManifest } from "./manifest.js";
import {
  type Contents,
  contentsOf,
  deadProcess,
  dyingDisk,
  orphanLock,
  PowerCut,
  putFiles,
  runProcess,
  temporaryFolder,
  treeIn,
  treeOf,
  watchedDisk,
} from "./testing.js";
import { isUnchanged } from "./unchanged.js";
import { write } from "./write.js";

const before: Contents = {
  "README.md": "old",
  "stays.yaml": "same",
  "gone/a/b.yaml": "gone",
  "gone/c.yaml": "gone",
  turns: "a file",
};
const next: Contents = {
  "README.md": "new",
  "stays.yaml": "same",
  "fresh/d/e.sh": "fresh #!",
  "turns/into": "a folder",
};
const later: Contents = { "README.md": "later", "stays.yaml": "same", other: "later" };
const persons: Contents = { "gone/notes.txt": "a person's", "unlisted.md": "a person's" };

async function prepare(directory = temporaryFolder()): Promise<string> {
  await write(treeOf(directory, before));
  putFiles(directory, persons);
  return directory;
}

async function countOperations(): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "streamform-output-"));
  let count = 0;
  await write({ ...treeOf(await prepare(directory), next), disk: watchedDisk(() => count++) });
  rmSync(directory, { recursive: true });
  return count;
}

/** A run that is killed after so many operations; one that is killed while it tidies up has done its work. */
async function cutOff(directory: string, contents: Contents, operations: number): Promise<void> {
  await write({ ...treeOf(directory, contents), disk: dyingDisk(operations) }).catch((error: unknown) => {
    if (!(error instanceof PowerCut)) throw error;
  });
}

function expectExactly(directory: string, contents: Contents): void {
  expect(treeIn(directory)).toEqual({ ...contents, ...persons });
  expect(readFileSync(join(directory, "manifest.json"), "utf8")).toBe(
    renderTreeManifest(treeOf(directory, contents).manifest),
  );
}

/** What must hold of a folder in whatever state a run left it. */
function expectNothingLost(directory: string): void {
  const tree = treeIn(directory);
  for (const [path, content] of Object.entries(persons)) expect(tree[path]).toBe(content);
  const manifest = parseManifest(readFileSync(join(directory, "manifest.json"), "utf8"));
  const listed = { ...manifest?.files, ...manifest?.unfinished };
  for (const [path, content] of Object.entries(tree)) {
    if (path in persons || path.startsWith(".streamform/")) continue;
    expect([before[path], next[path]]).toContain(content);
    expect(listed).toHaveProperty([path]);
  }
  expect(compare(treeOf(directory, next)).filter(({ kind }) => kind === "edited")).toEqual([]);
}

const killedRun = `
  const { write } = await load("write.ts");
  const { realDisk } = await load("disk.ts");
  let left = input.operations;
  const disk = Object.fromEntries(Object.entries(realDisk).map(([name, operation]) => [name, (...args) => {
    if (left-- === 0) process.kill(process.pid, "SIGKILL");
    return operation(...args);
  }]));
  await write({ ...input.options, disk });
`;

describe("a run that is killed", { timeout: 60_000 }, async () => {
  const total = await countOperations();
  const deadPid = deadProcess();
  const points = Array.from({ length: total }, (_, index) => index);

  it("is tried at every one of its operations", () => {
    expect(total).toBeGreaterThan(20);
  });

  it.each(points)(
    "after %i operations loses nothing, and the next run repairs, of the same spec and of another",
    async (point) => {
      for (const repair of [next, later, before]) {
        const directory = await prepare();
        await cutOff(directory, next, point);
        expectNothingLost(directory);
        orphanLock(directory, deadPid);
        const { diagnostics } = await write(treeOf(directory, repair));
        expect(diagnostics).toEqual([]);
        expectExactly(directory, repair);
      }
    },
  );

  it("twice in a row, with different specs, is repaired by the third", async () => {
    for (const [first, second] of points.flatMap((point) => [
      [point, total - 1 - point],
      [point, Math.floor(total / 2)],
    ])) {
      const directory = await prepare();
      await cutOff(directory, next, first ?? 0);
      orphanLock(directory, deadPid);
      await cutOff(directory, later, second ?? 0);
      orphanLock(directory, deadPid);
      expect((await write(treeOf(directory, before))).diagnostics).toEqual([]);
      expectExactly(directory, before);
    }
  });

  it("never counts as unchanged before it is repaired", async () => {
    for (const point of points) {
      const directory = await prepare();
      await cutOff(directory, next, point);
      const root = temporaryFolder();
      putFiles(root, { "environments/dev.yaml": "spec" });
      const says = isUnchanged({ directory, root, toolVersion: "1.0.0" });
      const tree = treeIn(directory);
      const isOld = Object.entries(before).every(([path, content]) => tree[path] === content);
      const isNew = Object.entries(next).every(([path, content]) => tree[path] === content);
      if (says) expect(isOld || isNew).toBe(true);
    }
  });

  it("by SIGKILL in a process of its own leaves a lock that the next run takes over at once", async () => {
    const directory = await prepare();
    const ending = await runProcess(killedRun, { options: treeOf(directory, next), operations: Math.floor(total / 2) });
    expect(ending).toEqual({ code: null, signal: "SIGKILL", errors: "" });
    expect(existsSync(join(directory, ".streamform/lock"))).toBe(true);
    expectNothingLost(directory);
    const started = Date.now();
    await write(treeOf(directory, next));
    expect(Date.now() - started).toBeLessThan(5_000);
    expectExactly(directory, next);
    expect(Object.keys(contentsOf(directory)).some((path) => path.startsWith(".streamform"))).toBe(false);
  });
});
