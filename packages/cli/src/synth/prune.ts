import { type Diagnostic, DiagnosticError, pruneEnvironment } from "@streamform/core";
import type { RecordedEnvironment } from "@streamform/core/unchanged";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, type Place } from "../project.js";
import { count } from "../terminal.js";
import { type EnvironmentResult, unchanged } from "./result.js";

/** Removes the output of environments that are gone, all but what is a person's. */
export async function pruneGone(
  gone: readonly RecordedEnvironment[],
  place: Place,
  options: { readonly force?: boolean | undefined },
): Promise<{ readonly results: readonly EnvironmentResult[]; readonly diagnostics: readonly Diagnostic[] }> {
  const results: EnvironmentResult[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { name, directory, manifest } of gone) {
    const result = unchanged(manifest.source, name);
    try {
      const { removed, kept } = await pruneEnvironment(directory, options);
      results.push({ ...result, status: "removed", removed });
      if (kept.length === 0) continue;
      const message = `${fromRoot(place, directory)} keeps ${count(kept.length, "file")}: ${kept.slice(0, 10).join(", ")}${kept.length > 10 ? ", …" : ""}`;
      diagnostics.push(diagnose(cliPages.prunedKept, message, { environment: name }));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      results.push({ ...result, status: "failed" });
      diagnostics.push(...error.diagnostics);
    }
  }
  return { results, diagnostics };
}
