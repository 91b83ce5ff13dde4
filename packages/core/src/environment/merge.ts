import { isBroken, type LocatedEntry, type LocatedMap, type LocatedNode } from "./located.js";

/**
 * Lays one value over another: maps merge by key, everything else replaces. Associative, so that layers may be merged in any grouping:
 * a null stays as a mark until the end (`plain` drops it), and a map that takes the place of something else remembers that (`reset`).
 */
export function merge(lower: LocatedNode, upper: LocatedNode): LocatedNode {
  if (upper.kind !== "map" || upper.reset) return upper;
  if (lower.kind !== "map")
    return { ...upper, reset: true, incomplete: upper.incomplete || (lower.kind === "scalar" && isBroken(lower)) };
  return mergeMaps(lower, upper);
}

/** Lays layers over each other, the first at the bottom. */
export function mergeLayers(bottom: LocatedMap, ...layers: readonly LocatedMap[]): LocatedMap {
  return layers.reduce(mergeMaps, bottom);
}

function mergeMaps(lower: LocatedMap, upper: LocatedMap): LocatedMap {
  if (upper.reset) return upper;
  const entries = new Map<string, LocatedEntry>(lower.entries);
  for (const [key, entry] of upper.entries) {
    const below = lower.entries.get(key);
    entries.set(key, below ? { key: entry.key, node: merge(below.node, entry.node) } : entry);
  }
  return { ...upper, entries, reset: lower.reset, incomplete: lower.incomplete || upper.incomplete };
}
