import pc from "picocolors";
import type { Diagnostic, Severity } from "./diagnostic.js";
import { frame } from "./frame.js";
import { printable } from "./printable.js";

export interface PrettyOptions {
  /** Text of the files that positions point into; a file that is not here gets no frame. */
  readonly sources: ReadonlyMap<string, string>;
  readonly color: boolean;
}

/** Diagnostics for a person at a terminal: what, where with the line itself, what to do, and a last line that counts them. */
export function renderPretty(diagnostics: readonly Diagnostic[], { sources, color }: PrettyOptions): string {
  if (diagnostics.length === 0) return "";
  const colors = pc.createColors(color);
  const tint: Record<Severity, (text: string) => string> = { error: colors.red, warning: colors.yellow };

  const line = ({ position }: Diagnostic): string => `${position?.file}:${position?.line}`;
  const hidden = new Set(diagnostics.filter(({ sensitive }) => sensitive).map(line));

  const linesByFile = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!linesByFile.has(file)) linesByFile.set(file, sources.get(file)?.split("\n"));
    return linesByFile.get(file);
  };

  const blocks = diagnostics.map((diagnostic) => {
    const { code, severity, message, hint, path, position } = diagnostic;
    const lines = [`${colors.bold(tint[severity](`${severity}[${code}]`))}${colors.bold(`: ${printable(message)}`)}`];
    const place = [position && `${position.file}:${position.line}:${position.column}`, path]
      .filter(Boolean)
      .map((part) => printable(String(part)));
    const source = position && !hidden.has(line(diagnostic)) ? linesOf(position.file) : undefined;
    const marked = position && source ? frame(source, position) : undefined;
    const gutter = marked ? " ".repeat(String(position?.line).length) : " ";
    const bar = colors.cyan("|");
    if (place.length > 0) lines.push(`${gutter}${colors.cyan("-->")} ${place.join("  ")}`);
    if (marked) {
      lines.push(`${gutter} ${bar}`);
      lines.push(`${colors.cyan(String(position?.line))} ${bar} ${marked.line}`.trimEnd());
      lines.push(`${gutter} ${bar} ${" ".repeat(marked.indent)}${tint[severity]("^".repeat(marked.length))}`);
    }
    const equals = colors.cyan("=");
    if (hint !== undefined)
      lines.push(`${gutter} ${equals} hint: ${hint.split("\n").map(printable).join(`\n${gutter}         `)}`);
    lines.push(`${gutter} ${equals} more: streamform explain ${code}`);
    return lines.join("\n");
  });
  return `${blocks.join("\n\n")}\n\n${colors.bold(summary(diagnostics))}\n`;
}

/** Counts diagnostics: `2 errors, 1 warning in environments/dev.yaml`, or `in 3 files`, where all of them are in files. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const counted = (["error", "warning"] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  const files = [...new Set(diagnostics.flatMap(({ position }) => (position ? [position.file] : [])))];
  const where = diagnostics.some(({ position }) => !position)
    ? ""
    : files.length === 1
      ? ` in ${printable(String(files[0]))}`
      : ` in ${files.length} files`;
  return `${counted.join(", ")}${where}`;
}
