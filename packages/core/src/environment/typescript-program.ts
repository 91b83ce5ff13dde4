import path from "node:path";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { ParsedLayer } from "./layer-yaml.js";
import { readingPages as pages } from "./pages.js";
import type { SourceText } from "./read-file.js";
import { locateExport } from "./typescript-positions.js";
import { type Program, parseTypescript, placeOf } from "./typescript-syntax.js";

/** A TypeScript layer to run: the project's root, and what the file holds. */
export interface TypescriptLayer {
  readonly root: string;
  readonly source: SourceText;
}

/** Runs a TypeScript layer in this thread and gives its default export the places of its literals; plain data. */
export async function runTypescript(layer: TypescriptLayer): Promise<ParsedLayer> {
  const { root, source } = layer;
  const parsed = await parseTypescript(source);
  if ("code" in parsed) return { diagnostics: [parsed] };
  const absolute = path.join(root, source.file);
  const { createJiti } = await import("jiti");
  // Without caches a file that changed is read again, and no folder of transpiled code is left behind.
  const jiti = createJiti(absolute, { fsCache: false, moduleCache: false, interopDefault: false, tryNative: false });
  try {
    const exports = await jiti.import<unknown>(absolute);
    if (typeof exports !== "object" || exports === null || !("default" in exports))
      return { diagnostics: [noDefaultExport(source)] };
    // In here, as a getter of the object is a program too.
    return ofExport(locateExport(source.file, parsed.program, exports.default));
  } catch (error) {
    return { diagnostics: [threw(error, layer, parsed.program)] };
  }
}

function noDefaultExport({ file }: SourceText): Diagnostic {
  return report(pages.noDefaultExport, `${file} has no default export`, {
    position: { file, line: 1, column: 1 },
    hint: "write export default { … }",
  });
}

function ofExport({ root, diagnostics }: ReturnType<typeof locateExport>): ParsedLayer {
  if (root?.kind === "map") return { root, diagnostics };
  if (!root) return { diagnostics };
  const position = root.origin.kind === "file" ? root.origin.position : undefined;
  const held = root.kind === "list" ? "a list" : "a single value";
  return {
    diagnostics: [
      ...diagnostics,
      report(pages.rootNotMap, `the default export is ${held}, not an object`, { position }),
    ],
  };
}

/** What the layer's own code threw, at the line of this file that it has to do with, if any. */
export function threw(error: unknown, layer: TypescriptLayer, program?: Program): Diagnostic {
  const { file } = layer.source;
  const { message, stack } = inWords(error);
  const position = (program && importOf(file, message, program)) ?? lineOfStack(stack, layer);
  return report(pages.typescriptThrew, message, { position: position ?? { file, line: 1, column: 1 } });
}

/** A call that would have ended the process; `error` was made where it was called. */
export function exited(call: string, error: Error, layer: TypescriptLayer): Diagnostic {
  const position = lineOfStack(error.stack ?? "", layer) ?? { file: layer.source.file, line: 1, column: 1 };
  return report(pages.typescriptExits, `the environment calls ${call}`, {
    position,
    hint: "remove the call; throw an error to report a problem",
  });
}

/** Anything can be thrown, also what cannot be made a text. */
function inWords(error: unknown): { readonly message: string; readonly stack: string } {
  try {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { message: message.split("\n")[0] ?? "", stack: error instanceof Error ? String(error.stack) : "" };
  } catch {
    return { message: "it threw a value that cannot be converted to text", stack: "" };
  }
}

/** The import of a module that was not found, which the message quotes. */
function importOf(file: string, message: string, program: Program): Position | undefined {
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  const statement = program.body.find(
    (statement) => statement.type === "ImportDeclaration" && statement.source.value === missing,
  );
  return statement?.type === "ImportDeclaration" ? placeOf(file, statement.source) : undefined;
}

/** Transpiling keeps lines, not columns: the whole line is marked. */
function lineOfStack(stack: string, { root, source: { file, text } }: TypescriptLayer): Position | undefined {
  const absolute = path.join(root, file);
  const call = stack.split("\n").find((line) => line.includes(`${absolute}:`));
  const line = Number(/:(\d+):\d+\)?$/.exec(call?.trim() ?? "")?.[1] ?? 0);
  const written = text.split("\n")[line - 1]?.trimEnd();
  if (!written) return undefined;
  return {
    file,
    line,
    column: written.length - written.trimStart().length + 1,
    endLine: line,
    endColumn: written.length + 1,
  };
}
