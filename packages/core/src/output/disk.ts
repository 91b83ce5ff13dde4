import { mkdirSync, renameSync, rmdirSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { DiagnosticError } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { workName } from "./artifact-paths.js";
import { diagnose, pages } from "./pages.js";

/** Every operation that changes the disk; tests put a disk in its place that is full, read-only or dies. */
export interface Disk {
  readonly mkdirSync: (path: string) => void;
  readonly writeFileSync: (
    path: string,
    content: string,
    options: { flag: "w" | "wx"; mode?: number; flush?: boolean },
  ) => void;
  readonly renameSync: (from: string, to: string) => void;
  readonly unlinkSync: (path: string) => void;
  readonly rmdirSync: (path: string) => void;
}

/**
 * Creates a folder and those above it. The recursive `mkdir` of Node.js reports a read-only file system as ENOENT. A folder that
 * another run removes at the same moment counts as created; the next operation in it fails.
 */
function makeFolders(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST" && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true)) return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolders(dirname(path));
    makeFolders(path);
  }
}

export const realDisk: Disk = {
  mkdirSync: makeFolders,
  writeFileSync,
  renameSync,
  unlinkSync,
  rmdirSync,
};

/** The operating system's code of an error, as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Runs an operation, content with a file or folder that is gone already or not empty. */
export function leniently(operation: () => void): void {
  try {
    operation();
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(codeOf(error) ?? "")) throw error;
  }
}

const pageOfCode = new Map<string, Page>([
  ["EACCES", pages.readOnly],
  ["EPERM", pages.readOnly],
  ["EROFS", pages.readOnly],
  ["ENOSPC", pages.diskFull],
  ["EDQUOT", pages.diskFull],
  ["ENAMETOOLONG", pages.nameTooLong],
]);

function pathOf(error: NodeJS.ErrnoException & { dest?: string }, directory: string): string | undefined {
  const path = error.dest ?? error.path;
  if (path === undefined) return undefined;
  const below = relative(directory, path).split(sep).join("/");
  return below === "" || below.startsWith("..") || below.startsWith(workName) ? undefined : below;
}

/** Gives an error of the operating system as a diagnostic; anything else as it is. */
export function asDiagnosticError(error: unknown, directory: string, environment: string, verb = "write"): unknown {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error) || error instanceof DiagnosticError) return error;
  const page = pageOfCode.get(code) ?? pages.notWritten;
  const path = pathOf(error, directory);
  const where = path === undefined ? `the folder of "${environment}"` : `"${path}" in the folder of "${environment}"`;
  const message = `cannot ${verb} ${where}: ${page.title.toLowerCase()} (${code})`;
  const diagnostic = diagnose(page, environment, message, path);
  return Object.assign(new DiagnosticError([diagnostic]), { cause: error });
}
