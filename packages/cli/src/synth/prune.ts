import { type Diagnostic, DiagnosticError, pruneEnvironment } from "@streamform/core/embedding";
import type { RecordedEnvironment } from "@streamform/core/unchanged";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, type Place } from "../project.js";
import { count } from "../terminal.js";
import { type EnvironmentResult, unchanged } from "./result.js";

/** Removes the output of environments that no longer exist, except files that a person wrote or edited. */
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
      const { removed, edited, foreign } = await pruneEnvironment(directory, options);
      results.push({ ...result, status: "removed", removed });
      const folder = fromRoot(place, directory);
      const keeps = (paths: readonly string[], which: string, hint: string): void => {
        if (paths.length === 0) return;
        const listed = `${paths.slice(0, 10).join(", ")}${paths.length > 10 ? ", …" : ""}`;
        const message = `${folder} keeps ${count(paths.length, "file")} ${which}: ${listed}`;
        const position = { file: `${folder}/${paths[0]}`, line: 1, column: 1 };
        diagnostics.push(diagnose(cliPages.prunedKept, message, { environment: name, hint, position }));
      };
      keeps(edited, "edited by hand", "review them, then run `streamform synth --prune-environments --force`");
      keeps(foreign, "that Streamform did not generate", "review them and delete them yourself");
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      results.push({ ...result, status: "failed" });
      diagnostics.push(...error.diagnostics);
    }
  }
  return { results, diagnostics };
}
