import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Platform } from "@streamform/core";
import type { Diagnostic, Project } from "@streamform/core/embedding";
import { UsageError } from "./exit-code.js";
import { tool } from "./version.js";

/** The folders of a project, as absolute paths. */
export interface Place {
  readonly root: string;
  /** The folder of the environment files. */
  readonly environments: string;
  /** The folder of the output. */
  readonly out: string;
}

/** The flags that set the folders. */
export interface PlaceFlags {
  readonly environments?: string | undefined;
  readonly out?: string | undefined;
}

/** The files that mark a project's root. */
const markers = [".git", "package.json", "streamform.config.ts", "streamform.config.js", "streamform.config.mjs"];

/**
 * Finds the project of a command. The result does not depend on the current folder inside the project. `--environments` names
 * the folder of the environments; it must exist. Default: the nearest folder called `environments`, here or above (above the
 * first environment file on the command line, if there is one). The root is the nearest folder above with a repository, a
 * package.json or a streamform.config; otherwise the parent of the folder of the environments.
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

/** Whether a word on the command line is a file, not a name. Loading reports a file that cannot be read, such as a pipe or a broken link. */
export function isFile(word: string): boolean {
  if (!/\.(yaml|yml|ts)$/.test(word)) return false;
  return lstatSync(word, { throwIfNoEntry: false })?.isDirectory() === false;
}

/** Whether there is a folder of that path. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** A path relative to the root, with `/`, as in output and diagnostics. A link has its own path, not that of its target. */
export function fromRoot({ root }: Place, path: string): string {
  const absolute = resolve(path);
  return relative(root, join(real(dirname(absolute)), basename(absolute)))
    .split(sep)
    .join("/");
}

/** The project's folder relative to the root of its repository, with `/`; empty if they are the same, or if there is no repository. */
export function folderInRepository({ root }: Pick<Place, "root">): string {
  for (let above = root; above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, ".git"))) return relative(above, root).split(sep).join("/");
  }
  return "";
}

/** A project with its platforms: those of @streamform/presets, each loaded on demand, and those of its configuration. */
export async function openProject({ root, out }: Place): Promise<Project> {
  const [{ loadPlatforms }, { platforms }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("@streamform/presets/on-demand"),
  ]);
  return { root, out, platforms: await loadPlatforms(root, platforms), tool, today: new Date() };
}

/** All platforms of a project, loaded. Throws a DiagnosticError if the configuration has errors, or if two checks have the same code. */
export async function platformsOf({ root }: Pick<Place, "root">): Promise<readonly Platform[]> {
  const [{ loadAllPlatforms }, { platforms }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("@streamform/presets/on-demand"),
  ]);
  return loadAllPlatforms(root, platforms);
}

/** The platforms of a project. If its configuration has errors, the platforms of @streamform/presets and the errors. */
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

/** The path with links resolved, so that it begins with the root's path; unchanged if it does not exist. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
