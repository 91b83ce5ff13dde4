import { z } from "zod";
import { isNull, type LocatedEntry, type LocatedMap, type LocatedNode, plain } from "./located.js";
import { child, layersOf, type Schema, shapeOf } from "./schema-walk.js";

/** Keys of a map that set one thing: for each key, the keys that it replaces. */
export type ReplacedKeys = Readonly<Record<string, readonly string[]>>;
const replacedKeys = z.registry<ReplacedKeys, z.core.$ZodType>();

/** Says of a map that a layer with one of these keys removes the keys that it replaces from the layers below. */
export function replacing<Map extends z.core.$ZodType>(map: Map, replaced: ReplacedKeys): Map {
  replacedKeys.add(map, replaced);
  return map;
}

/** A layer with a null for every key that it replaces. Keys of one layer do not replace each other. */
export function withReplacedKeys(layer: LocatedMap, schema: Schema): LocatedMap {
  return visit(layer, schema, plain(layer)) as LocatedMap;
}

function visit(node: LocatedNode, schema: Schema, value: unknown): LocatedNode {
  if (node.kind === "scalar") return node;
  const below = (item: LocatedNode, key: string | number): LocatedNode => {
    const part = item.kind === "scalar" ? undefined : child(schema, key, value);
    return part ? visit(item, part, (value as Readonly<Record<string | number, unknown>>)[key]) : item;
  };
  if (node.kind === "list") return { ...node, items: node.items.map(below) };
  const entries = new Map<string, LocatedEntry>();
  for (const [key, entry] of node.entries) entries.set(key, { ...entry, node: below(entry.node, key) });
  for (const [key, origin] of replacedIn(node, schema))
    entries.set(key, { key: origin, node: { kind: "scalar", value: null, origin } });
  return { ...node, entries };
}

/** The keys that a map replaces and does not have, each with the place of the key that replaces it. */
function replacedIn({ entries }: LocatedMap, schema: Schema): readonly (readonly [string, LocatedEntry["key"]])[] {
  const replaced = layersOf(schema)
    .map((layer) => replacedKeys.get(layer))
    .find((found) => found !== undefined);
  if (!replaced) return [];
  const known = shapeOf(schema) ?? {};
  return [...entries]
    .filter(([, { node }]) => !isNull(node))
    .flatMap(([key, entry]) =>
      (replaced[key] ?? [])
        .filter((other) => Object.hasOwn(known, other) && !entries.has(other))
        .map((other) => [other, entry.key] as const),
    );
}
