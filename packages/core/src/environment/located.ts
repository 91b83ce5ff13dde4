import type { Position } from "../diagnostics/diagnostic.js";
import type { Path } from "../diagnostics/path.js";
import type { Origin } from "./environment.js";

/** A value of a layer that knows where it was written; what merging, validation and provenance work on. */
export type LocatedNode = LocatedMap | LocatedList | LocatedScalar;

export interface LocatedMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly origin: Origin;
  /** The map stands in the place of something that was no map, or was taken away: nothing from the layers below shows through. */
  readonly reset: boolean;
  /** Keys that were written here could not be read; why was reported. */
  readonly incomplete: boolean;
}

export interface LocatedEntry {
  /** Where the key itself was written. */
  readonly key: Origin;
  readonly node: LocatedNode;
}

export interface LocatedList {
  readonly kind: "list";
  readonly items: readonly LocatedNode[];
  readonly origin: Origin;
}

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** What stands in the file for a number, a truth value or null; absent for text. */
  readonly source?: string | undefined;
  readonly origin: Origin;
  /** What was written here could not be read, and the null stands for it; why was reported. */
  readonly broken?: true | undefined;
  /** The null is a value like any other; elsewhere null takes away what a lower layer says. */
  readonly literal?: true | undefined;
}

/** Takes the place of a value that could not be read, so that nobody calls it missing. */
export function brokenScalar(origin: Origin): LocatedScalar {
  return { kind: "scalar", value: null, broken: true, origin };
}

/** Whether something at a node or below it could not be read: what is missing there may have been written. */
export function isBroken(node: LocatedNode): boolean {
  if (node.kind === "scalar") return node.broken === true;
  if (node.kind === "list") return node.items.some(isBroken);
  return node.incomplete || [...node.entries.values()].some((entry) => isBroken(entry.node));
}

export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** A value that was not read from a file, all of it from one origin. Throws where it is not plain data. */
export function locate(value: unknown, origin: Origin): LocatedNode {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => locate(item, origin)), origin };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, { key: origin, node: locate(item, origin) }] as const,
    );
    return { kind: "map", entries: new Map(entries), origin, reset: false, incomplete: false };
  }
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { kind: "scalar", value, origin };
  throw new TypeError(`a spec can contain plain data only, not ${typeof value}`);
}

/** The values alone. Keys whose value is null are left out, unless null is the value: they have taken away what they had to. */
export function plain(node: LocatedMap): Record<string, PlainValue>;
export function plain(node: LocatedNode): PlainValue;
export function plain(node: LocatedNode): PlainValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map((item) => plain(item));
    case "map": {
      const kept = [...node.entries].filter(([, entry]) => !isNull(entry.node));
      return Object.fromEntries(kept.map(([key, entry]) => [key, plain(entry.node)]));
    }
  }
}

export function isNull(node: LocatedNode): boolean {
  return node.kind === "scalar" && node.value === null && node.literal !== true;
}

/** The entry or item one step below a node. */
export function step(node: LocatedNode, key: string | number): LocatedNode | undefined {
  if (node.kind === "map") return node.entries.get(String(key))?.node;
  if (node.kind === "list") return node.items[Number(key)];
  return undefined;
}

/** The node at a path; undefined where nothing was written there. */
export function nodeAt(root: LocatedNode, path: Path): LocatedNode | undefined {
  return path.reduce<LocatedNode | undefined>((node, key) => node && step(node, key), root);
}

/** Where the key that a path ends in was written; an item of a list has the place of its value. */
export function keyOrigin(root: LocatedNode, path: Path): Origin | undefined {
  const last = path.at(-1);
  const parent = last === undefined ? undefined : nodeAt(root, path.slice(0, -1));
  if (parent?.kind === "map") return parent.entries.get(String(last))?.key;
  return nodeAt(root, path)?.origin;
}

/** The place to show for a missing key: the key of the nearest map that a person wrote, at last the beginning of the environment. */
export function nearestKeyPosition(root: LocatedNode, path: Path): Position | undefined {
  for (let length = path.length; length > 0; length--) {
    const origin = keyOrigin(root, path.slice(0, length));
    if (origin?.kind === "file") return origin.position;
  }
  return root.origin.kind === "file" ? root.origin.position : undefined;
}

/** The place to show for a wrong value: its own, or that of the nearest thing above it that a person wrote. */
export function valuePosition(root: LocatedNode, path: Path): Position | undefined {
  const origin = nodeAt(root, path)?.origin;
  return origin?.kind === "file" ? origin.position : nearestKeyPosition(root, path);
}
