import type { Diagnostic } from "./diagnostic.js";
import type { Page } from "./page.js";

/** A diagnostic of a page. */
export function report(
  page: Page,
  message: string,
  details: Omit<Diagnostic, "code" | "severity" | "message"> = {},
): Diagnostic {
  return { code: page.code, severity: page.severity, message, ...details };
}
