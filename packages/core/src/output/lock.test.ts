import { existsSync, readFileSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { realDisk } from "./disk.js";
import { takeLock } from "./lock.js";
import { renderTreeManifest } from "./manifest.js";
import { deadProcess, putFiles, refusalOf, runProcess, temporaryFolder, treeIn, treeOf } from "./testing.js";
import { write } from "./write.js";

const started = Date.now() - process.uptime() * 1000;

function lockOptions(directory: string, timeout = 100) {
  return { directory, environment: "dev", disk: realDisk, timeout };
}

function holder(changes: object): string {
  return JSON.stringify({
    pid: process.pid,
    host: hostname(),
    processStarted: started,
    since: "2026-01-01T00:00:00.000Z",
    ...changes,
  });
}

describe("a lock", () => {
  it("keeps a second run out, names the first, and lets it in once released", async () => {
    const directory = temporaryFolder();
    const lock = await takeLock(lockOptions(directory));
    const [problem] = await refusalOf(() => takeLock(lockOptions(directory)));
    expect(problem?.code).toBe("SF4023");
    expect(problem?.message).toContain(`process ${process.pid} on ${hostname()}`);
    lock.release();
    const second = await takeLock(lockOptions(directory));
    second.release();
    expect(existsSync(directory)).toBe(false);
  });

  it("is waited for", async () => {
    const directory = temporaryFolder();
    const lock = await takeLock(lockOptions(directory));
    setTimeout(lock.release, 150);
    const second = await takeLock(lockOptions(directory, 10_000));
    second.confirm();
    second.release();
  });

  it.each([
    ["a process that is gone", () => holder({ pid: deadProcess() })],
    ["an earlier process of the same id, as in a container", () => holder({ processStarted: started - 60_000 })],
  ])("of %s is taken over at once", async (_, content) => {
    const directory = temporaryFolder();
    putFiles(directory, { ".streamform/lock": content() });
    const lock = await takeLock(lockOptions(directory, 0));
    lock.confirm();
    lock.release();
  });

  it.each([
    ["another machine", holder({ host: "elsewhere", pid: 1 }), 11 * 60_000],
    ["a process that hangs", holder({}), 11 * 60_000],
    ["a run that died before it wrote its name", "", 3_000],
  ])("of %s is taken over when it is old, and respected before", async (_, content, age) => {
    const directory = temporaryFolder();
    putFiles(directory, { ".streamform/lock": content });
    expect((await refusalOf(() => takeLock(lockOptions(directory))))[0]?.code).toBe("SF4023");
    const old = new Date(Date.now() - age);
    utimesSync(join(directory, ".streamform/lock"), old, old);
    (await takeLock(lockOptions(directory))).release();
  });

  it("that was taken over is noticed before anything is written, and not removed", async () => {
    const directory = temporaryFolder();
    const lock = await takeLock(lockOptions(directory));
    const other = holder({ host: "elsewhere" });
    putFiles(directory, { ".streamform/lock": other });
    expect(lock.confirm).toThrow(/SF4023/);
    lock.release();
    expect(readFileSync(join(directory, ".streamform/lock"), "utf8")).toBe(other);
  });
});

const repeatedRun = `
  const { write } = await load("write.ts");
  await new Promise((resolve) => setTimeout(resolve, input.start - Date.now()));
  for (let time = 0; time < 10; time++) await write({ ...input.options, lockTimeout: 60_000 });
`;

describe("runs at once", { timeout: 60_000 }, () => {
  it("in processes of their own leave the tree of one of them, whole", async () => {
    const directory = temporaryFolder();
    const trees = ["one", "two", "three"].map((name) =>
      Object.fromEntries([
        ...Array.from({ length: 40 }, (_, index) => [`files/${index}`, name]),
        [`only/${name}`, name],
      ]),
    );
    const start = Date.now() + 1_500;
    const endings = await Promise.all(
      trees.map((contents) => runProcess(repeatedRun, { options: treeOf(directory, contents), start })),
    );
    expect(endings).toEqual(trees.map(() => ({ code: 0, signal: null, errors: "" })));
    const tree = treeIn(directory);
    const winner = trees.find((contents) => contents["files/0"] === tree["files/0"]) ?? {};
    expect(tree).toEqual(winner);
    expect(readFileSync(join(directory, "manifest.json"), "utf8")).toBe(
      renderTreeManifest(treeOf(directory, winner).manifest),
    );
  });

  it("in one process wait for each other", async () => {
    const directory = temporaryFolder();
    const trees = ["one", "two", "three"].map((name) => ({ file: name, [name]: name }));
    await Promise.all(trees.map((contents) => write(treeOf(directory, contents))));
    expect(trees).toContainEqual(treeIn(directory));
  });
});
