import type { parse } from "@babel/parser";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { type Path, renderPath } from "../diagnostics/path.js";
import { report } from "../diagnostics/report.js";
import { brokenScalar, type LocatedEntry, type LocatedNode } from "./located.js";
import { readingPages as pages } from "./pages.js";
import { forbiddenCharacter } from "./text.js";
import { deepest } from "./yaml-tree.js";

/** What `@babel/parser` makes of a file. */
export type Program = ReturnType<typeof parse>["program"];
type Statement = Program["body"][number];
type Expression = Extract<Statement, { type: "ExpressionStatement" }>["expression"];
type ObjectExpression = Extract<Expression, { type: "ObjectExpression" }>;
type ObjectProperty = Extract<ObjectExpression["properties"][number], { type: "ObjectProperty" }>;
type CallArgument = Extract<Expression, { type: "CallExpression" }>["arguments"][number];
type Node =
  | Statement
  | Expression
  | ObjectProperty
  | ObjectProperty["key" | "value"]
  | CallArgument
  | Extract<Statement, { type: "ExportDefaultDeclaration" }>["declaration"];

/**
 * Gives the value that a TypeScript file exported the places of the literals that it came from. What was computed (a call, a spread of
 * something imported) has the place of the nearest expression around it. What is no plain data is reported and left out.
 */
export function locateExport(
  file: string,
  program: Program,
  value: unknown,
): { readonly root: LocatedNode | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const constants = constantsOf(program);
  const open = new Set<object>();
  const exported = program.body.find((statement) => statement.type === "ExportDefaultDeclaration");
  const start: Position = exported ? placeOf(file, exported) : { file, line: 1, column: 1 };

  function refuse(path: Path, what: string, position: Position): undefined {
    const where = renderPath(path);
    diagnostics.push(
      report(pages.notPlainData, `${where === "" ? "the environment" : where} is ${what}`, {
        path: where,
        position,
        hint: "write plain data: text, numbers, true, false, null, lists and maps",
      }),
    );
    return undefined;
  }

  function convert(value: unknown, written: Node | undefined, around: Position, path: Path): LocatedNode | undefined {
    const literal = written && literalOf(written, constants);
    const position = literal ? placeOf(file, literal) : around;
    const origin = { kind: "file", position } as const;
    const odd = oddity(value) ?? (path.length > deepest ? `nested more than ${deepest} levels deep` : undefined);
    if (odd) return refuse(path, odd, position);
    if (typeof value !== "object" || value === null) {
      const found = typeof value === "string" ? forbiddenCharacter(value) : undefined;
      if (found) {
        diagnostics.push(
          report(pages.forbiddenCharacter, `the text holds the character ${found.name}`, {
            path: renderPath(path),
            position,
            hint: "delete it",
          }),
        );
        return undefined;
      }
      const source = literal?.type === "NumericLiteral" ? String(literal.extra?.["raw"] ?? value) : undefined;
      return { kind: "scalar", value: value as string | number | boolean | null, source, origin };
    }
    if (open.has(value)) return refuse(path, "a value that contains itself", position);
    open.add(value);
    try {
      if (Array.isArray(value)) {
        const items = Array.from(
          value,
          (item: unknown, index) =>
            convert(item, elementAt(literal, index), position, [...path, index]) ?? brokenScalar(origin),
        );
        return { kind: "list", items, origin };
      }
      const entries = new Map<string, LocatedEntry>();
      for (const [key, item] of Object.entries(value)) {
        const property = literal?.type === "ObjectExpression" ? propertyOf(literal, key, constants) : undefined;
        const keyAt = property ? placeOf(file, property.key) : position;
        if (key === "__proto__") {
          diagnostics.push(
            report(pages.reservedKey, "the key __proto__ is reserved", {
              position: keyAt,
              hint: "choose another name",
            }),
          );
          continue;
        }
        const origin = { kind: "file", position: keyAt } as const;
        const node = convert(item, property?.value, keyAt, [...path, key]) ?? brokenScalar(origin);
        entries.set(key, { key: origin, node });
      }
      return { kind: "map", entries, origin, reset: false, incomplete: false };
    } finally {
      open.delete(value);
    }
  }

  const expression = exported?.declaration;
  const written = expression && calledWith(literalOf(expression, constants), constants);
  return { root: convert(value, written, start, []), diagnostics };
}

/** What makes a value no plain data; undefined where it is. */
function oddity(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : String(value);
  if (value === undefined) return "undefined";
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const name = value.constructor.name;
  return name === "Date" ? "a date" : name === "Promise" ? "a promise" : `an instance of ${name}`;
}

/** The range of an expression; without its end where that is on another line. */
export function placeOf(file: string, { loc }: Node): Position {
  if (!loc) return { file, line: 1, column: 1 };
  const position = { file, line: loc.start.line, column: loc.start.column + 1 };
  return loc.end.line === loc.start.line
    ? { ...position, endLine: loc.end.line, endColumn: loc.end.column + 1 }
    : position;
}

/** The first statement of a file that waits for something before the file has given its value. */
export function firstAwait(file: string, program: Program): Position | undefined {
  const waiting = program.body.find((statement) => waits(statement));
  return waiting && placeOf(file, waiting);
}

/** Whether there is an await in a piece of the tree, outside of functions in it. */
function waits(piece: unknown): boolean {
  if (typeof piece !== "object" || piece === null) return false;
  const type = "type" in piece ? String(piece.type) : "";
  if (type === "AwaitExpression" || ("await" in piece && piece.await === true)) return true;
  return !/Function|Method/.test(type) && Object.values(piece).some((part) => waits(part));
}

/** The constants of a file by name, with what they were set to. */
function constantsOf(program: Program): ReadonlyMap<string, Node> {
  const declarations = program.body.map((statement) =>
    statement.type === "ExportNamedDeclaration" ? statement.declaration : statement,
  );
  const constants = declarations.flatMap((statement) =>
    statement?.type === "VariableDeclaration" && statement.kind === "const" ? statement.declarations : [],
  );
  return new Map(constants.flatMap(({ id, init }) => (id.type === "Identifier" && init ? [[id.name, init]] : [])));
}

/** The literal behind casts, parentheses and names of constants. */
function literalOf(node: Node, constants: ReadonlyMap<string, Node>): Node {
  const seen = new Set<Node>();
  let current = node;
  while (!seen.has(current)) {
    seen.add(current);
    switch (current.type) {
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "ParenthesizedExpression":
        current = current.expression;
        break;
      case "Identifier":
        current = constants.get(current.name) ?? current;
        break;
      default:
        return current;
    }
  }
  return current;
}

/** The object inside of `defineEnvironment({ … })`, by whatever name it is called. */
function calledWith(node: Node, constants: ReadonlyMap<string, Node>): Node {
  const argument = node.type === "CallExpression" ? node.arguments[0] : undefined;
  return argument ? literalOf(argument, constants) : node;
}

function elementAt(literal: Node | undefined, index: number): Node | undefined {
  if (literal?.type !== "ArrayExpression") return undefined;
  const elements = literal.elements.slice(0, index + 1);
  return elements.some((element) => element?.type === "SpreadElement") ? undefined : (elements[index] ?? undefined);
}

/** The property that set a key: the last that names it, also within spread constants. */
function propertyOf(
  object: ObjectExpression,
  key: string,
  constants: ReadonlyMap<string, Node>,
  depth = 0,
): ObjectProperty | undefined {
  for (const property of object.properties.toReversed()) {
    if (property.type === "ObjectProperty" && nameOf(property) === key) return property;
    if (property.type !== "SpreadElement" || depth > deepest) continue;
    const spread = literalOf(property.argument, constants);
    const found = spread.type === "ObjectExpression" ? propertyOf(spread, key, constants, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function nameOf({ key, computed }: ObjectProperty): string | undefined {
  if (key.type === "StringLiteral" || key.type === "NumericLiteral") return String(key.value);
  return key.type === "Identifier" && !computed ? key.name : undefined;
}
