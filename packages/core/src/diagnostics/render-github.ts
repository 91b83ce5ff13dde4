import { posix } from "node:path";
import type { Diagnostic } from "./diagnostic.js";

/**
 * Diagnostics as workflow commands, one a line, which GitHub shows beside a pull request's lines (GitHub Docs, "Workflow commands").
 *
 * @param folder the project's from the repository's root, as `platform/data`; empty where they are one
 */
export function renderGithub(diagnostics: readonly Diagnostic[], folder: string): string {
  return diagnostics.map((diagnostic) => annotation(diagnostic, folder)).join("");
}

function annotation({ code, severity, message, hint, path, position }: Diagnostic, folder: string): string {
  const properties: [string, string | number | undefined][] = [];
  if (position) {
    // GitHub takes columns only where an annotation starts and ends on one line.
    const sameLine = position.endLine === undefined || position.endLine === position.line;
    properties.push(
      ["file", posix.join(folder, position.file)],
      ["line", position.line],
      ["endLine", position.endLine],
    );
    if (sameLine) properties.push(["col", position.column], ["endColumn", position.endColumn]);
  }
  properties.push(["title", path ? `${code} ${path}` : code]);
  const written = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${severity} ${written.join(",")}::${escapeData(hint === undefined ? message : `${message}\n${hint}`)}\n`;
}

/** As `escapeData` and `escapeProperty` of actions/toolkit, packages/core/src/command.ts. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
