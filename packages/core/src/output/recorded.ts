import { readdirSync } from "node:fs";
import { join } from "node:path";
import { byCodePoint } from "../diagnostics/code-point.js";
import { codeOf } from "./disk.js";
import type { TreeManifest } from "./manifest.js";
import { readManifest } from "./read-manifest.js";

/** An environment that was generated, by the word of its manifest. */
export interface RecordedEnvironment {
  /** Its name, which is also its folder's. */
  readonly name: string;
  /** The folder below `out`. */
  readonly directory: string;
  readonly manifest: TreeManifest;
}

/** The environments with output in a folder, sorted by name. Folders without a readable manifest with the folder's name are left out. */
export function recordedEnvironments(out: string): RecordedEnvironment[] {
  return foldersOf(out)
    .sort(byCodePoint)
    .flatMap((name) => {
      const directory = join(out, name);
      const found = readManifest(directory);
      return found.state === "read" && found.manifest.environment === name
        ? [{ name, directory, manifest: found.manifest }]
        : [];
    });
}

/** Names of the folders in a folder; links are not followed, and a folder that is not there holds none. */
function foldersOf(out: string): string[] {
  try {
    return readdirSync(out, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}
