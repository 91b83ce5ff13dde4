import type { Diagnostic, DiagnosticError } from "@streamform/core/embedding";
import type { ExitCode } from "./exit-code.js";
import type { CommonFlags, Format } from "./flags.js";
import { folderInRepository, locateProject, type Place, type PlaceFlags } from "./project.js";

/** What a command has to say. */
export interface Report {
  /** For people: goes to stdout as it is. */
  readonly text?: string;
  /** For programs: keys of the JSON document, beside `version` and `diagnostics`. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly diagnostics?: readonly Diagnostic[];
  /** Text of files by the names that diagnostics use, for code frames. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The project that diagnostics name files of; where absent, the one that the flags say. */
  readonly place?: Place | undefined;
}

/** Where output goes, and in which form. */
export interface Terminal {
  readonly format: Format;
  readonly quiet: boolean;
  /** Writes the report: results to stdout, diagnostics to stderr; everything to stdout where the format is for programs. */
  report(report: Report): Promise<void>;
  /** Says what goes on: one line that changes on a terminal, lines in a pipe, nothing with `--quiet`. */
  progress(text: string): void;
  /** Takes the line of `progress` away. */
  clear(): void;
}

/**
 * Runs a command with its terminal. Diagnostics that it throws are its result, with the keys that its JSON document has
 * then.
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

/** By its name: its class is not worth to load the core for. */
function isDiagnosticError(error: unknown): error is DiagnosticError {
  return error instanceof Error && error.name === "DiagnosticError";
}

/** Version of the JSON documents: it rises when a key changes its meaning or goes away, not for new keys. */
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

/** The one document of a run, as text. */
export function jsonDocument(document: Report["document"], diagnostics: readonly unknown[]): string {
  return `${JSON.stringify({ version: documentVersion, ...document, diagnostics }, undefined, 2)}\n`;
}

/** Diagnostics as documents hold them. */
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
