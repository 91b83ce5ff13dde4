import type { parse } from "@babel/parser";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { readingPages as pages } from "./pages.js";
import type { SourceText } from "./read-file.js";

/** What `@babel/parser` makes of a file. */
export type Program = ReturnType<typeof parse>["program"];
type Statement = Program["body"][number];
type Expression = Extract<Statement, { type: "ExpressionStatement" }>["expression"];
type ObjectExpression = Extract<Expression, { type: "ObjectExpression" }>;
export type ObjectProperty = Extract<ObjectExpression["properties"][number], { type: "ObjectProperty" }>;
type CallArgument = Extract<Expression, { type: "CallExpression" }>["arguments"][number];
export type Node =
  | Statement
  | Expression
  | ObjectProperty
  | ObjectProperty["key" | "value"]
  | CallArgument
  | Extract<Statement, { type: "ExportDefaultDeclaration" }>["declaration"];

/** Parses a TypeScript file, or returns the syntax errors. */
export async function parseTypescript({ file, text }: SourceText): Promise<{ readonly program: Program } | Diagnostic> {
  const babel = await import("@babel/parser");
  try {
    return babel.parse(text, { sourceType: "module", plugins: ["typescript"] });
  } catch (error) {
    const { message, loc } = error as Error & { readonly loc?: { readonly line: number; readonly column: number } };
    const position = { file, line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    return report(pages.typescriptSyntax, message.replace(/ \(\d+:\d+\)$/, "").replace(/\.$/, ""), { position });
  }
}

/** The range of an expression; without its end where that is on another line. */
export function placeOf(file: string, { loc }: Node): Position {
  if (!loc) return { file, line: 1, column: 1 };
  const position = { file, line: loc.start.line, column: loc.start.column + 1 };
  return loc.end.line === loc.start.line
    ? { ...position, endLine: loc.end.line, endColumn: loc.end.column + 1 }
    : position;
}
