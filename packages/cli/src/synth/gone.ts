import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@streamform/core";
import type { RecordedEnvironment } from "@streamform/core/unchanged";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, type Place } from "../project.js";

/**
 * Environments that were generated and are there no more: their file is gone, or has another name by now. A file that
 * cannot be read keeps what was generated from it.
 */
export function goneEnvironments(
  records: readonly RecordedEnvironment[],
  place: Place,
  names: ReadonlyMap<string, string>,
): RecordedEnvironment[] {
  return records.filter(({ name, manifest: { source } }) => {
    const now = names.get(source);
    return !existsSync(join(place.root, source)) || (now !== undefined && now !== name);
  });
}

export function reportGone(gone: readonly RecordedEnvironment[], place: Place): Diagnostic[] {
  return gone.map(({ name, directory, manifest }) =>
    diagnose(
      cliPages.environmentGone,
      `${fromRoot(place, directory)} was generated from ${manifest.source}, which is no environment of that name any more`,
      {
        environment: name,
      },
    ),
  );
}
