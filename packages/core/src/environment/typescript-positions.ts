import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { type Path, renderPath } from "../diagnostics/path.js";
import { report } from "../diagnostics/report.js";
import { brokenScalar, type LocatedEntry, type LocatedNode } from "./located.js";
import { readingPages as pages } from "./pages.js";
import { forbiddenCharacter } from "./text.js";
import { literalsOf } from "./typescript-literals.js";
import { type Node, type Program, placeOf } from "./typescript-syntax.js";
import { deepest } from "./yaml-tree.js";

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
  const literals = literalsOf(program);
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
    const literal = written && literals.behind(written);
    const position = literal ? placeOf(file, literal) : around;
    const origin = { kind: "file", position } as const;
    const odd = oddity(value) ?? (path.length > deepest ? `nested more than ${deepest} levels deep` : undefined);
    if (odd) return refuse(path, odd, position);
    if (typeof value !== "object" || value === null) {
      const found = typeof value === "string" ? forbiddenCharacter(value) : undefined;
      if (found) {
        diagnostics.push(
          report(pages.forbiddenCharacter, `the text contains the character ${found.name}`, {
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
            convert(item, literals.item(literal, index), position, [...path, index]) ?? brokenScalar(origin),
        );
        return { kind: "list", items, origin };
      }
      const entries = new Map<string, LocatedEntry>();
      for (const [key, item] of Object.entries(value)) {
        const property = literals.property(literal, key);
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

  const expression = exported && literals.behind(exported.declaration);
  // The object inside of `defineEnvironment({ … })`, by whatever name it is called.
  const argument = expression?.type === "CallExpression" ? expression.arguments[0] : undefined;
  return { root: convert(value, argument ?? expression, start, []), diagnostics };
}

/** What makes a value no plain data; undefined where it is. */
function oddity(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : String(value);
  if (value === undefined) return "undefined";
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const maker: unknown = value.constructor;
  const name = typeof maker === "function" ? maker.name : "";
  if (name === "") return "an instance of something";
  return name === "Date" ? "a date" : name === "Promise" ? "a promise" : `an instance of ${name}`;
}
