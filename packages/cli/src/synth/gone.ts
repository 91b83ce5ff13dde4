import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@streamform/core/embedding";
import type { RecordedEnvironment } from "@streamform/core/unchanged";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, type Place } from "../project.js";
import { environmentNames } from "./selection.js";

/**
 * Environments that have output but no file. If a file cannot be read, it may be any of them, so the result is empty. `known` are
 * the names of files that need not be read.
 */
export async function goneEnvironments(
  records: readonly RecordedEnvironment[],
  files: readonly string[],
  place: Place,
  known: ReadonlyMap<string, string>,
): Promise<RecordedEnvironment[]> {
  const suspects = records.filter(({ name, manifest: { source } }) => {
    const now = known.get(source);
    return !existsSync(join(place.root, source)) || (now !== undefined && now !== name);
  });
  if (suspects.length === 0) return [];
  const names = await environmentNames(files, place, known);
  if (files.some((file) => !names.has(file))) return [];
  const current = new Set([...names.values()].map(({ name }) => name));
  return suspects.filter(({ name }) => !current.has(name));
}

export function reportGone(gone: readonly RecordedEnvironment[], place: Place): Diagnostic[] {
  return gone.map(({ name, directory, manifest }) =>
    diagnose(
      cliPages.environmentGone,
      `${fromRoot(place, directory)} was generated from ${manifest.source}; no environment has the name ${name} now`,
      { environment: name, position: { file: fromRoot(place, join(directory, "manifest.json")), line: 1, column: 1 } },
    ),
  );
}
