import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../diagnostics/render.js";
import { report } from "../diagnostics/report.js";
import { readingPages as pages } from "./pages.js";

/** Diagnostics of one file that are told each by itself; nobody mends more in one go. */
export const mostOfOneFile = 100;

/** Tells of each file the first that were found in it, in the order of its lines, and in one more how many there are besides. */
export function limitDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= mostOfOneFile) return diagnostics;
  const files = new Set(diagnostics.map(({ position }) => position?.file));
  return [...files].flatMap((file) => limitFile(diagnostics.filter(({ position }) => position?.file === file)));
}

function limitFile(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= mostOfOneFile) return diagnostics;
  const sorted = sortDiagnostics(diagnostics);
  const [told, others] = [sorted.slice(0, mostOfOneFile), sorted.slice(mostOfOneFile)];
  const [{ environment, position } = {}] = others;
  const errors = others.filter(({ severity }) => severity === "error").length;
  const more = report(pages.more, `${others.length} more problems (${errors} of them errors)`, {
    environment,
    position: position && { file: position.file, line: position.line, column: position.column },
    hint: "fix the problems above first, and run the command again",
  });
  const all = [...told, errors > 0 ? more : { ...more, severity: "warning" as const }];
  // A line that must not be shown stays hidden, even where the one who said so is left out.
  const hidden = new Set(others.filter(({ sensitive }) => sensitive).map((one) => one.position?.line));
  return all.map((one) => (hidden.has(one.position?.line) ? { ...one, sensitive: true } : one));
}
