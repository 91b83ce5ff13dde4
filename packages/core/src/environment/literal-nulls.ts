import { isNull, type LocatedEntry, type LocatedMap, type LocatedNode } from "./located.js";

/** The keys of a patch whose values are data: a null in them removes a field of an object, not the value of a lower layer. */
const dataKeys: ReadonlySet<string> = new Set(["merge", "json"]);

/** Marks the nulls below `patches.<name>.merge` and `patches.<name>.json` of a merged tree as values. */
export function withLiteralNulls(tree: LocatedMap): LocatedMap {
  return change(tree, "patches", (patches) =>
    mapEntries(patches, (patch) =>
      [...dataKeys].reduce((node, key) => change(node, key, (data) => mapEntries(data, literal)), patch),
    ),
  );
}

function change<Node extends LocatedNode>(node: Node, key: string, step: (node: LocatedNode) => LocatedNode): Node {
  const entry = node.kind === "map" ? node.entries.get(key) : undefined;
  if (node.kind !== "map" || entry === undefined) return node;
  return { ...node, entries: new Map(node.entries).set(key, { ...entry, node: step(entry.node) }) };
}

function mapEntries(node: LocatedNode, step: (node: LocatedNode) => LocatedNode): LocatedNode {
  if (node.kind === "list") return { ...node, items: node.items.map(step) };
  if (node.kind === "scalar") return node;
  const entries = [...node.entries].map(([key, entry]): [string, LocatedEntry] => [
    key,
    { ...entry, node: step(entry.node) },
  ]);
  return { ...node, entries: new Map(entries) };
}

function literal(node: LocatedNode): LocatedNode {
  if (node.kind === "scalar") return isNull(node) && !node.broken ? { ...node, literal: true } : node;
  return mapEntries(node, literal);
}
