import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { type Path, renderPath } from "../diagnostics/path.js";
import { report } from "../diagnostics/report.js";
import type { Environment } from "./environment.js";

/** A diagnostic of a page at a place of an environment's spec. */
export function reportAt(
  { name, place }: Pick<Environment, "name" | "place">,
  page: Page,
  path: Path,
  message: string,
  hint = page.instead,
): Diagnostic {
  return report(page, message, { hint, environment: name, path: renderPath(path), position: place(path) });
}
