import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { byCodePoint } from "../diagnostics/code-point.js";
import { foldersAbove } from "./artifact-paths.js";
import { codeOf } from "./disk.js";

/** The type of entry at a path. Links are not followed. */
export type EntryKind = "file" | "folder" | "link" | "other";

/** The entries of the searched folders, by path below the environment's folder, spelt as on the disk. */
export type Survey = ReadonlyMap<string, EntryKind>;

function kindOfEntry(entry: Dirent): EntryKind {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "folder" : "other";
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/**
 * Reads the environment's folder and every folder above `paths`, and no others. Other folders beside the output, such as
 * `.terraform` with links into a plug-in cache, are ignored.
 */
export function survey(directory: string, paths: Iterable<string>): Survey {
  const folders = new Set([...paths].flatMap(foldersAbove));
  const found = new Map<string, EntryKind>();
  for (const entry of entriesOf(directory)) found.set(entry.name, kindOfEntry(entry));
  for (const folder of [...folders].sort(byCodePoint)) {
    if (found.get(folder) !== "folder") continue;
    for (const entry of entriesOf(join(directory, folder))) found.set(`${folder}/${entry.name}`, kindOfEntry(entry));
  }
  return found;
}

/** All that is no folder below a folder, by path below `directory`, sorted. */
export function filesBelow(directory: string, folder = ""): string[] {
  return entriesOf(join(directory, folder))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return kindOfEntry(entry) === "folder" ? filesBelow(directory, path) : [path];
    })
    .sort(byCodePoint);
}

/** The outermost of the folders above a path that is not a folder on the disk but something else. */
export function obstacleAbove(path: string, found: Survey): string | undefined {
  return foldersAbove(path).find((folder) => found.has(folder) && found.get(folder) !== "folder");
}
