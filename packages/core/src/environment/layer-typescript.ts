import path from "node:path";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { contain, type Ending } from "./contain.js";
import type { ParsedLayer } from "./layer-yaml.js";
import { readingPages as pages } from "./pages.js";
import { refuseForbiddenCharacter, type SourceText } from "./read-file.js";
import { firstAwait, locateExport, type Program, placeOf } from "./typescript-positions.js";

/** Runs a TypeScript layer in this process and gives its default export the places of its literals. */
export async function loadTypescriptLayer(root: string, source: SourceText): Promise<ParsedLayer> {
  const refused = refuseForbiddenCharacter(source);
  if (refused) return { diagnostics: [refused] };
  const parsed = await parse(source);
  if ("code" in parsed) return { diagnostics: [parsed] };

  const absolute = path.join(root, source.file);
  const { createJiti } = await import("jiti");
  // Without caches a file that changed is read again, and no folder of transpiled code is left behind.
  const jiti = createJiti(absolute, { fsCache: false, moduleCache: false, interopDefault: false, tryNative: false });
  const ending = await contain(async () => {
    const exports = await jiti.import<unknown>(absolute);
    const exported = typeof exports === "object" && exports !== null && "default" in exports;
    // Here, as a getter of the object is a program too.
    return exported ? locateExport(source.file, parsed.program, exports.default) : undefined;
  });
  if (ending.kind !== "value") return { diagnostics: [failed(ending, source, absolute, parsed.program)] };
  if (!ending.value) {
    const position = { file: source.file, line: 1, column: 1 };
    return {
      diagnostics: [
        report(pages.noDefaultExport, `${source.file} has no default export`, {
          position,
          hint: "write export default { … }",
        }),
      ],
    };
  }
  const { root: tree, diagnostics } = ending.value;
  if (tree?.kind === "map") return { root: tree, diagnostics };
  if (!tree) return { diagnostics };
  const position = tree.origin.kind === "file" ? tree.origin.position : undefined;
  const held = tree.kind === "list" ? "a list" : "a single value";
  return {
    diagnostics: [
      ...diagnostics,
      report(pages.rootNotMap, `the default export is ${held}, not an object`, { position }),
    ],
  };
}

async function parse({ file, text }: SourceText): Promise<{ readonly program: Program } | Diagnostic> {
  const babel = await import("@babel/parser");
  try {
    return babel.parse(text, { sourceType: "module", plugins: ["typescript"] });
  } catch (error) {
    const { message, loc } = error as Error & { readonly loc?: { readonly line: number; readonly column: number } };
    const position = { file, line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    return report(pages.typescriptSyntax, message.replace(/ \(\d+:\d+\)$/, "").replace(/\.$/, ""), { position });
  }
}

/** What kept the environment's own code from giving a value, at the line of this file that it has to do with, if any. */
function failed(
  ending: Exclude<Ending<unknown>, { readonly kind: "value" }>,
  { file, text }: SourceText,
  absolute: string,
  program: Program,
): Diagnostic {
  const start = { file, line: 1, column: 1 };
  if (ending.kind === "unsettled")
    return report(pages.typescriptUnsettled, `the environment did not come to an end: ${ending.because}`, {
      position: firstAwait(file, program) ?? start,
      hint: "write values down instead of waiting for them",
    });
  const { error } = ending;
  const message = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split("\n")[0] ?? "";
  const position = importOf(file, message, program) ?? lineOfStack(error, file, text, absolute) ?? start;
  if (ending.kind === "threw") return report(pages.typescriptThrew, message, { position });
  return report(pages.typescriptExits, `the environment calls ${message.replace(/^Error: /, "")}`, {
    position,
    hint: "take the call out; throw an error to say that something is wrong",
  });
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
function lineOfStack(error: unknown, file: string, text: string, absolute: string): Position | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
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
