import type { Path } from "../../diagnostics/path.js";
import { isFields } from "../../kinds/fields/plain-data.js";

/** Merges what lies at a path. */
export type Merge = (before: unknown, change: unknown, path: Path) => unknown;

/** A format's merge of a value that RFC 7386 would replace; undefined if the format has no rule for the place. */
export type Join = (before: unknown, change: unknown, path: Path, merge: Merge) => unknown;

/**
 * Lays a change over a value of plain data: maps merge by key, null removes a key, everything else replaces (JSON Merge Patch, RFC 7386).
 * Neither of the two is altered.
 */
export function merge(before: unknown, change: unknown, join?: Join): unknown {
  const at: Merge = (lower, upper, path) => {
    const joined = join?.(lower, upper, path, at);
    if (joined !== undefined) return joined;
    if (!isFields(upper)) return upper;
    const result = new Map(isFields(lower) ? Object.entries(lower) : []);
    for (const [key, entry] of Object.entries(upper)) {
      if (entry === null) result.delete(key);
      else result.set(key, at(result.get(key), entry, [...path, key]));
    }
    return Object.fromEntries(result);
  };
  return at(before, change, []);
}
