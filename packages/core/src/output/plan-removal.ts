import { readFileSync } from "node:fs";
import { join } from "node:path";
import { byCodePoint } from "../diagnostics/code-point.js";
import { foldersAbove } from "./artifact-paths.js";
import { type Disk, leniently } from "./disk.js";
import type { KnownFiles } from "./read-manifest.js";
import { sha256 } from "./sha256.js";
import type { Survey } from "./survey.js";

/** What becomes of the files that the manifest lists and nothing generates any more; all sorted. */
export interface Removal {
  /** Files that hold what was generated. */
  readonly remove: readonly string[];
  /** Files that somebody edited or replaced. */
  readonly keep: readonly string[];
  /** Folders to remove where nothing is left in them, the innermost first. */
  readonly folders: readonly string[];
}

/** What a removal is planned from. */
export interface RemovalParts {
  readonly directory: string;
  readonly known: KnownFiles;
  /** Paths that stay. */
  readonly wanted: ReadonlySet<string>;
  readonly found: Survey;
  /** Remove what was edited by hand, too. */
  readonly force: boolean;
}

/**
 * Decides what to prune: only files that the manifest lists and that have the generated content, and never through a link,
 * because a survey does not follow links.
 * It includes folders without files, because a killed run may have left them empty.
 */
export function planRemoval({ directory, known, wanted, found, force }: RemovalParts): Removal {
  const left = [...known.keys()].filter((path) => !wanted.has(path)).sort(byCodePoint);
  const remove: string[] = [];
  const keep: string[] = [];
  for (const path of left) {
    const kind = found.get(path);
    if (kind === undefined || kind === "folder") continue;
    const ours = kind === "file" && (force || known.get(path)?.has(sha256(readFileSync(join(directory, path)))));
    (ours ? remove : keep).push(path);
  }
  const folders = [...new Set(left.flatMap(foldersAbove))].filter((folder) => found.get(folder) === "folder");
  return { remove, keep, folders: folders.sort(byCodePoint).reverse() };
}

/** Removes what was planned. */
export function carryOutRemoval(directory: string, { remove, folders }: Removal, disk: Disk): void {
  for (const path of remove) leniently(() => disk.unlinkSync(join(directory, path)));
  for (const folder of folders) leniently(() => disk.rmdirSync(join(directory, folder)));
}
