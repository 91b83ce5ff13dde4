import { statSync } from "node:fs";
import { join } from "node:path";
import { isUnchanged, type RecordedEnvironment } from "@streamform/core/unchanged";
import type { Place } from "../project.js";
import { tool } from "../version.js";
import { codeBuiltAt } from "./code-age.js";

/** The files whose output is up to date, with the names of their environments. */
export function unchangedFiles(
  files: readonly string[],
  records: readonly RecordedEnvironment[],
  { root }: Place,
): ReadonlyMap<string, string> {
  const builtAt = codeBuiltAt();
  const isOfThisCode = (directory: string): boolean =>
    builtAt === undefined || statSync(join(directory, "manifest.json")).mtimeMs >= builtAt;
  const entries = files.flatMap((file) => {
    const record = records.find(({ manifest }) => manifest.source === file);
    if (!record || !isOfThisCode(record.directory)) return [];
    return isUnchanged({ directory: record.directory, root, toolVersion: tool.version })
      ? [[file, record.name] as const]
      : [];
  });
  return new Map(entries);
}
