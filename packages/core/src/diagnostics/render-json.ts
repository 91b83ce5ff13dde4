import type { Diagnostic, Severity } from "./diagnostic.js";

/** What `--format json` prints of one diagnostic. Keys without a value are left out. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Name of the environment. */
  readonly environment?: string | undefined;
  /** Place in the spec, as `topics.orders.partitions`. */
  readonly path?: string | undefined;
  /** File from the project's root, with `/`. */
  readonly file?: string | undefined;
  /** Lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  /** The command that prints the code's page. */
  readonly docs: string;
}

/** The document that `--format json` prints. `version` rises when a key changes its meaning or goes away; new keys do not raise it. */
export interface JsonReport {
  readonly version: 1;
  readonly diagnostics: readonly JsonDiagnostic[];
}

export function jsonReport(diagnostics: readonly Diagnostic[]): JsonReport {
  return {
    version: 1,
    diagnostics: diagnostics.map(({ code, severity, message, hint, environment, path, position }) => ({
      code,
      severity,
      message,
      hint,
      environment,
      path,
      file: position?.file,
      line: position?.line,
      column: position?.column,
      endLine: position?.endLine,
      endColumn: position?.endColumn,
      docs: `streamform explain ${code}`,
    })),
  };
}

/** Diagnostics for programs: a `JsonReport`, indented, with a newline at the end. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(jsonReport(diagnostics), undefined, 2)}\n`;
}
