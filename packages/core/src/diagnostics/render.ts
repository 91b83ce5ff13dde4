import type { Diagnostic } from "./diagnostic.js";
import { renderGithub } from "./render-github.js";
import { renderJson } from "./render-json.js";
import { renderPretty } from "./render-pretty.js";

export type DiagnosticFormat = "pretty" | "json" | "github";

export interface RenderOptions {
  readonly format: DiagnosticFormat;
  /** Text of files by the names that positions use, for code frames. */
  readonly sources?: ReadonlyMap<string, string> | undefined;
  /** Colours in the pretty rendering. Default: none. */
  readonly color?: boolean | undefined;
  /** The project's folder from the root of its repository, which GitHub names files from. Default: they are one. */
  readonly folder?: string | undefined;
}

/** Writes diagnostics in the order of their places, whatever order they were found in. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { format, sources = new Map(), color = false, folder = "" }: RenderOptions,
): string {
  const sorted = sortDiagnostics(diagnostics);
  switch (format) {
    case "pretty":
      return renderPretty(sorted, { sources, color });
    case "json":
      return renderJson(sorted);
    case "github":
      return renderGithub(sorted, folder);
  }
}

/** By file, line, column, then code, path and message; what has no place comes first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.position?.file ?? "", b.position?.file ?? "") ||
      compare(a.position?.line ?? 0, b.position?.line ?? 0) ||
      compare(a.position?.column ?? 0, b.position?.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.path ?? "", b.path ?? "") ||
      compare(a.message, b.message),
  );
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
