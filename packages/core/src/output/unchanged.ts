import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./disk.js";
import { hasRightMode } from "./file-mode.js";
import { foreignFiles } from "./foreign.js";
import { hashInput } from "./manifest.js";
import { readManifest } from "./read-manifest.js";
import { sha256 } from "./sha256.js";
import { survey } from "./survey.js";

/** What must be the same as when the tree was written. */
export interface UnchangedOptions {
  /** The environment's folder. */
  readonly directory: string;
  /** The project's root, that layers are named from. */
  readonly root: string;
  readonly toolVersion: string;
}

function isFileOf(path: string, expected: string, executable: boolean): boolean {
  const entry = lstatSync(path);
  return entry.isFile() && hasRightMode(entry, executable) && sha256(readFileSync(path)) === expected;
}

/** Of a folder, which is named with a `/` at its end, its listing counts. */
function hashOf(path: string, name: string): string {
  return name.endsWith("/") ? sha256(readdirSync(path).sort().join("\n")) : sha256(readFileSync(path));
}

function agrees({ directory, root, toolVersion }: UnchangedOptions): boolean {
  if (!lstatSync(directory).isDirectory()) return false;
  const before = readManifest(directory);
  if (before.state !== "read") return false;
  const { manifestVersion, environment, inputHash, skippable, files, unfinished } = before.manifest;
  if (manifestVersion === 1 || skippable === false || unfinished !== undefined) return false;
  const inputs = before.manifest.inputs.map((file) => ({ file, sha256: hashOf(join(root, file), file) }));
  if (inputHash !== hashInput({ toolVersion, environment, inputs })) return false;
  const paths = Object.keys(files);
  return (
    Object.entries(files).every(([path, file]) =>
      isFileOf(join(directory, path), file.sha256, file.executable === true),
    ) && foreignFiles({ wanted: paths, known: before.known, found: survey(directory, paths) }).length === 0
  );
}

/**
 * Whether a synth would change nothing, without loading an environment: the tool's version, the layers and every
 * generated file match the manifest, and there is no foreign file. It imports only Node.js modules, and returns false
 * when in doubt.
 */
export function isUnchanged(options: UnchangedOptions): boolean {
  try {
    return agrees(options);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}
