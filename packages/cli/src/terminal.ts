import type { Diagnostic, DiagnosticError } from "@streamform/core/embedding";
import type { ExitCode } from "./exit-code.js";
import type { CommonFlags, Format } from "./flags.js";
import { folderInRepository, locateProject, type Place, type PlaceFlags } from "./project.js";

/** The result of a command. */
export interface Report {
  /** For people: written to stdout unchanged. */
  readonly text?: string;
  /** For programs: keys of the JSON document, beside `version` and `diagnostics`. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly diagnostics?: readonly Diagnostic[];
  /** Text of files, by the paths in diagnostics, for code frames. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The project of the files in diagnostics. Default: the project of the flags. */
  readonly place?: Place | undefined;
}

/** Writes results and progress, in the format of the flags. */
export interface Terminal {
  readonly format: Format;
  readonly quiet: boolean;
  /** Writes the report: results to stdout, diagnostics to stderr; in formats for programs, everything to stdout. */
  report(report: Report): Promise<void>;
  /** Shows progress: one changing line on a terminal, lines in a pipe, nothing with `--quiet`. */
  progress(text: string): void;
  /** Removes the line of `progress`. */
  clear(): void;
}

/**
 * Runs a command with its terminal. If the command throws diagnostics, they are its result, with `emptyDocument` as its JSON
 * document.
 */
export async function onTerminal(
  flags: CommonFlags & PlaceFlags,
  emptyDocument: Report["document"],
  command: (terminal: Terminal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  try {
    return await command(terminal);
  } catch (error) {
    terminal.clear();
    if (!isDiagnosticError(error)) throw error;
    await terminal.report({ document: emptyDocument, diagnostics: error.diagnostics });
    return 1;
  }
}

/** Compares the name, because importing the class would load the core. */
function isDiagnosticError(error: unknown): error is DiagnosticError {
  return error instanceof Error && error.name === "DiagnosticError";
}

/** Version of the JSON documents. It rises when a key changes its meaning or is removed, not when a key is added. */
const documentVersion = 1;

function openTerminal({ format, color, quiet = false, ...placeFlags }: CommonFlags & PlaceFlags): Terminal {
  const { stdout, stderr } = process;
  const clear = (): void => {
    if (!quiet && stderr.isTTY) stderr.write("\r\u001b[K");
  };
  return {
    format,
    quiet,
    progress: (text) => {
      if (quiet) return;
      stderr.write(stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    clear,
    report: async ({ text = "", document, diagnostics = [], sources, place }) => {
      clear();
      if (format === "json") {
        const written = diagnostics.length === 0 ? [] : await plain(diagnostics);
        stdout.write(jsonDocument(document, written));
        return;
      }
      stdout.write(text);
      if (diagnostics.length === 0) return;
      const { renderDiagnostics } = await import("@streamform/core/embedding");
      if (format === "github") {
        const folder = folderInRepository(place ?? locateProject(placeFlags));
        stdout.write(renderDiagnostics(diagnostics, { format, folder }));
      } else stderr.write(renderDiagnostics(diagnostics, { format, sources, color: color && hasColors(stderr) }));
    },
  };
}

/** The JSON document of a run, as text. */
export function jsonDocument(document: Report["document"], diagnostics: readonly unknown[]): string {
  return `${JSON.stringify({ version: documentVersion, ...document, diagnostics }, undefined, 2)}\n`;
}

/** Diagnostics in the form of the JSON document. */
export async function plain(diagnostics: readonly Diagnostic[]): Promise<readonly unknown[]> {
  const { jsonReport, sortDiagnostics } = await import("@streamform/core/embedding");
  return jsonReport(sortDiagnostics(diagnostics)).diagnostics;
}

function hasColors(stream: NodeJS.WriteStream): boolean {
  const forced = process.env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && stream.hasColors();
}

/** Rows of words as aligned columns; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, cell.length)),
    [],
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (index < row.length - 1 ? cell.padEnd(widths[index] ?? 0) : cell))
      .join("  ")
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join("");
}

/** `1 file`, `2 files`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
