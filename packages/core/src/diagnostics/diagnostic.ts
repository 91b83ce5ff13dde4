/** How much a diagnostic weighs: an error stops the run, a warning does not. */
export type Severity = "error" | "warning";

/** A place in a file; lines and columns count from 1, columns in UTF-16 code units, the end is exclusive. */
export interface Position {
  /** Path as a person would write it from the project's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** One problem: what, where, why and what to do next. */
export interface Diagnostic {
  /** A code of the catalogue: `SF` and four digits; `streamform explain CODE` prints its page. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong here, in one sentence without a full stop. */
  readonly message: string;
  /** What to write or do instead. */
  readonly hint?: string | undefined;
  /** Name of the environment, where one is known. */
  readonly environment?: string | undefined;
  /** Place in the spec as `topics.orders.partitions`; see `renderPath`. */
  readonly path?: string | undefined;
  readonly position?: Position | undefined;
  /** The line may hold a secret: renderings do not repeat it. */
  readonly sensitive?: boolean | undefined;
}

/** Whether there is an error among them; warnings stop nothing. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** Thrown by steps that cannot go on; carries everything that was found until then. */
export class DiagnosticError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
    this.name = "DiagnosticError";
  }
}
