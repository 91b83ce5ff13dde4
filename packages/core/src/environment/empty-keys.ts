import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Path, renderPath } from "../diagnostics/path.js";
import { report } from "../diagnostics/report.js";
import { baseSpec } from "./base-spec.js";
import { isNull, type LocatedMap, type LocatedNode, nodeAt, plain, valuePosition } from "./located.js";
import { kindOf, type Schema, schemaAt } from "./schema-walk.js";
import { shortestEntry } from "./shortest-entry.js";
import { specPages } from "./spec-pages.js";

/** Where a merged tree came from. */
interface Parts {
  /** The platform's: the base spec and a key for each component. */
  readonly schema: Schema;
  /** Everything that was merged, the platform's defaults included. */
  readonly layers: readonly LocatedMap[];
  readonly environment: string | undefined;
}

/**
 * Warns of keys with nothing behind them, which YAML reads as null: a component that is written so does not take part, and a named
 * thing that nothing was inherited of is not there. The words null and ~ are meant, and never warned of.
 */
export function emptyKeys(tree: LocatedMap, { schema, layers, environment }: Parts): Diagnostic[] {
  const value = plain(tree);

  function visit(node: LocatedNode, path: Path): Diagnostic[] {
    if (node.kind === "list") return node.items.flatMap((item, index) => visit(item, [...path, index]));
    if (node.kind === "scalar") return [];
    return [...node.entries].flatMap(([key, entry]) =>
      isEmpty(entry.node) ? complain([...path, key]) : visit(entry.node, [...path, key]),
    );
  }

  function complain(path: Path): Diagnostic[] {
    const holder = schemaAt(schema, path.slice(0, -1), value);
    const place = schemaAt(schema, path, value);
    if (!holder || !place) return [];
    const inherited = layers.some((layer) => isSomething(nodeAt(layer, path)));
    const isNamed = kindOf(holder).type === "record";
    if (!isComponent(place, path) && (inherited || !isNamed)) return [];
    const key = String(path.at(-1));
    const effect = inherited ? "which removes the inherited value" : "so it has no effect";
    const message = `${key} has no value, ${effect}`;
    const position = valuePosition(tree, path);
    return [
      report(specPages.emptyKey, message, {
        environment,
        path: renderPath(path),
        position,
        hint: wayOut(key, place, inherited),
      }),
    ];
  }

  return visit(tree, []);
}

function isEmpty(node: LocatedNode): boolean {
  return node.kind === "scalar" && node.value === null && node.source === "" && !node.broken && !node.literal;
}

function isSomething(node: LocatedNode | undefined): boolean {
  return node !== undefined && !isNull(node);
}

function isComponent(place: Schema, path: Path): boolean {
  return path.length === 1 && !Object.hasOwn(baseSpec.shape, String(path[0])) && kindOf(place).type !== "never";
}

function wayOut(key: string, place: Schema, inherited: boolean): string {
  if (inherited) return `write \`${key}: {}\` for the defaults, or \`${key}: null\` to remove the inherited value`;
  const { type } = kindOf(place);
  if (type !== "object" && type !== "record") return "write a value after the colon, or remove the key";
  return `write \`${shortestEntry(key, place)}\` for the defaults, or remove the key`;
}
