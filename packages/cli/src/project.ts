import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Platform } from "@streamform/core";
import type { Diagnostic, Project } from "@streamform/core/embedding";
import { UsageError } from "./exit-code.js";
import { tool } from "./version.js";

/** Where a project lies; absolute paths. */
export interface Place {
  readonly root: string;
  /** The folder of the environment files. */
  readonly environments: string;
  /** The folder of the output. */
  readonly out: string;
}

/** The flags that say where. */
export interface PlaceFlags {
  readonly environments?: string | undefined;
  readonly out?: string | undefined;
}

/** What marks a project's root. */
const markers = [".git", "package.json", "streamform.config.ts", "streamform.config.js", "streamform.config.mjs"];

/**
 * Finds the project that a command is about, the same wherever it is started from. The environments are where
 * `--environments` says, or in the next folder of that name above the current one (above the first environment file that
 * is named, where there is one); a folder that `--environments` names and that is not there is wrong usage. The root is the nearest folder above them with a repository, a package.json or a
 * streamform.config; without such, the folder that they are in.
 */
export function locateProject({ environments, out }: PlaceFlags, named: readonly string[] = []): Place {
  if (environments !== undefined && !isFolder(environments))
    throw new UsageError(`--environments: there is no folder ${environments}`);
  const file = named.find(isFile);
  const start = file === undefined ? process.cwd() : dirname(resolve(file));
  const folder = real(environments === undefined ? findAbove(start, "environments") : resolve(environments));
  const root = rootOf(folder);
  return { root, environments: folder, out: out === undefined ? join(root, "generated") : real(resolve(out)) };
}

/** Whether a word on the command line means a file, not a name. What cannot be read there, as a pipe or a link to nowhere, loading says. */
export function isFile(word: string): boolean {
  if (!/\.(yaml|yml|ts)$/.test(word)) return false;
  return lstatSync(word, { throwIfNoEntry: false })?.isDirectory() === false;
}

/** Whether there is a folder of that path. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** A path as output and diagnostics write it: from the root, with `/`. A link goes by its own name, wherever it leads. */
export function fromRoot({ root }: Place, path: string): string {
  const absolute = resolve(path);
  return relative(root, join(real(dirname(absolute)), basename(absolute)))
    .split(sep)
    .join("/");
}

/** The project's folder from the root of the repository that it is in, with `/`; empty where they are one, or there is none. */
export function folderInRepository({ root }: Pick<Place, "root">): string {
  for (let above = root; above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, ".git"))) return relative(above, root).split(sep).join("/");
  }
  return "";
}

/** A project with the platforms that it has: those of @streamform/presets, each loaded on demand, and of its configuration. */
export async function openProject({ root, out }: Place): Promise<Project> {
  const [{ loadPlatforms }, { platforms }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("@streamform/presets/on-demand"),
  ]);
  return { root, out, platforms: await loadPlatforms(root, platforms), tool, today: new Date() };
}

/** All platforms of a project, loaded. Throws a DiagnosticError where its configuration has faults. */
export async function platformsOf({ root }: Pick<Place, "root">): Promise<readonly Platform[]> {
  const [{ loadAllPlatforms }, { platforms }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("@streamform/presets/on-demand"),
  ]);
  return loadAllPlatforms(root, platforms);
}

/** What can be told of a project whatever its configuration holds: without one that can be read, the platforms of @streamform/presets. */
export async function knownPlatforms(
  place: Place,
): Promise<{ readonly platforms: readonly Platform[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { DiagnosticError } = await import("@streamform/core/embedding");
  try {
    return { platforms: await platformsOf(place), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { platforms } = await import("@streamform/presets");
    return { platforms, diagnostics: error.diagnostics };
  }
}

function findAbove(start: string, name: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (basename(folder) === name) return folder;
    if (statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory()) return join(folder, name);
    if (folder === dirname(folder)) return join(start, name);
  }
}

function rootOf(folder: string): string {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if (markers.some((marker) => existsSync(join(above, marker)))) return above;
  }
  return dirname(folder);
}

/** Without links, so that a path and the root above it agree; as it is where nothing is there. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
