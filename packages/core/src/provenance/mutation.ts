import type { Path } from "../diagnostics/path.js";

/** A copy of a resolved spec in which one thing is different. */
export type Mutation = (spec: unknown) => unknown;

/** Puts a value in the place of another; undefined takes an entry of a map away. */
export function replaceAt([head, ...rest]: Path, value: unknown): Mutation {
  return (current) => {
    if (head === undefined) return value;
    const copy: Record<string | number, unknown> | unknown[] = Array.isArray(current)
      ? [...(current as readonly unknown[])]
      : { ...(current as Readonly<Record<string, unknown>>) };
    const next = replaceAt(rest, value)((copy as Record<string | number, unknown>)[head]);
    if (next === undefined && !Array.isArray(copy)) delete (copy as Record<string, unknown>)[head];
    else (copy as Record<string | number, unknown>)[head] = next;
    return copy;
  };
}
