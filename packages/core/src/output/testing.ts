import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Artifact } from "../compile/artifact.js";
import { type Diagnostic, DiagnosticError } from "../diagnostics/diagnostic.js";
import { type Disk, realDisk } from "./disk.js";
import { hashInput, type TreeManifest } from "./manifest.js";
import { sha256 } from "./sha256.js";
import { filesBelow } from "./survey.js";
import type { WriteOptions } from "./write.js";

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "streamform-output-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a tree holds, by path; a file whose content ends in `#!` is executable. */
export type Contents = Readonly<Record<string, string>>;

export function artifactsOf(contents: Contents): Artifact[] {
  return Object.entries(contents).map(([path, content]) => ({
    path,
    content,
    unit: "environment",
    reads: [],
    ...(content.endsWith("#!") ? { executable: true } : {}),
  }));
}

export function manifestOf(artifacts: readonly Artifact[], toolVersion = "1.0.0"): TreeManifest {
  const inputs = [{ file: "environments/dev.yaml", sha256: sha256("spec") }];
  return {
    manifestVersion: 2,
    tool: { name: "streamform", version: toolVersion },
    environment: "dev",
    source: "environments/dev.yaml",
    inputs: inputs.map(({ file }) => file),
    inputHash: hashInput({ toolVersion, environment: "dev", inputs }),
    units: Object.fromEntries(artifacts.map(({ unit }) => [unit, []])),
    files: Object.fromEntries(
      artifacts.map(({ path, content, unit, executable }) => [
        path,
        { sha256: sha256(content), unit, ...(executable ? { executable: true as const } : {}) },
      ]),
    ),
  };
}

/** The options to write or compare a tree of these contents. */
export function treeOf(directory: string, contents: Contents): WriteOptions {
  const artifacts = artifactsOf(contents);
  return { directory, artifacts, manifest: manifestOf(artifacts) };
}

/** Puts a person's files into a folder. */
export function putFiles(directory: string, contents: Contents): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}

/** All files below a folder with their contents, links as `→ target`. */
export function contentsOf(directory: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(directory).map((path) => {
      const place = join(directory, path);
      return [path, lstatSync(place).isSymbolicLink() ? `→ ${readlinkSync(place)}` : readFileSync(place, "utf8")];
    }),
  );
}

/** The same without the manifest. */
export function treeIn(directory: string): Record<string, string> {
  const { "manifest.json": _, ...tree } = contentsOf(directory);
  return tree;
}

/** The diagnostics that a step is refused with. */
export async function refusalOf(step: () => Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await step();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** An operation about to be done: its name and the path that it creates, replaces or removes. */
export type Operation = { readonly name: keyof Disk; readonly path: string };

/** The real disk, with a look at every operation before it is done. */
export function watchedDisk(before: (operation: Operation) => void): Disk {
  return {
    mkdirSync: (path) => {
      before({ name: "mkdirSync", path });
      realDisk.mkdirSync(path);
    },
    writeFileSync: (path, content, options) => {
      before({ name: "writeFileSync", path });
      realDisk.writeFileSync(path, content, options);
    },
    renameSync: (from, to) => {
      before({ name: "renameSync", path: to });
      realDisk.renameSync(from, to);
    },
    unlinkSync: (path) => {
      before({ name: "unlinkSync", path });
      realDisk.unlinkSync(path);
    },
    rmdirSync: (path) => {
      before({ name: "rmdirSync", path });
      realDisk.rmdirSync(path);
    },
  };
}

/** A disk on which every operation that `fails` picks is refused as the operating system would. */
export function failingDisk(code: string, fails: (operation: Operation) => boolean): Disk {
  return watchedDisk((operation) => {
    if (fails(operation)) throw Object.assign(new Error(`${code}: refused`), { code, path: operation.path });
  });
}

/** The power is cut. */
export class PowerCut extends Error {}

/**
 * A disk that does so many operations and then nothing any more, clean-up included, as if the process were killed; a
 * file that was being written is left half.
 */
export function dyingDisk(operations: number): Disk {
  let left = operations;
  const alive = (): boolean => left-- > 0;
  const disk = watchedDisk(() => {
    if (!alive()) throw new PowerCut();
  });
  return {
    ...disk,
    writeFileSync: (path, content, options) => {
      if (alive()) return realDisk.writeFileSync(path, content, options);
      if (left === -1) realDisk.writeFileSync(path, content.slice(0, content.length / 2), options);
      throw new PowerCut();
    },
  };
}

/** The id of a process that is gone. */
export function deadProcess(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

/** Makes the lock that a cut-off run of this process left look like one of a process that is gone, a half written one a minute old. */
export function orphanLock(directory: string, pid: number): void {
  const lock = join(directory, ".streamform/lock");
  if (!existsSync(lock)) return;
  const text = readFileSync(lock, "utf8");
  writeFileSync(lock, text.replace(`"pid":${process.pid},`, `"pid":${pid},`));
  const minuteAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, minuteAgo, minuteAgo);
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly errors: string;
}

/**
 * Runs an ES module in a separate process. The module loads this folder's sources with `load(file)` and reads `input`.
 */
export async function runProcess(script: string, input: unknown): Promise<Ending> {
  const prelude = `
    const jiti = (await import("jiti")).createJiti(${JSON.stringify(import.meta.url)});
    const load = (file) => jiti.import(${JSON.stringify(fileURLToPath(new URL("./", import.meta.url)))} + file);
    const input = ${JSON.stringify(input)};
  `;
  const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "--eval", `${prelude}${script}`], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const errors = child.stderr ? text(child.stderr) : "";
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on("close", (...ending) => resolve(ending)),
  );
  return { code, signal, errors: await errors };
}
