import type { FieldPath } from "./kind.js";

/** A value, and its path. */
export interface Found {
  readonly value: unknown;
  /** The map that has the last field of the path. */
  readonly beside: Readonly<Record<string, unknown>>;
}

/** `*`: every entry of a list or a map; `**`: every place below. */
type Segment = { readonly all: "*" | "**" } | { readonly field: string };

const parsed = new Map<FieldPath, readonly Segment[]>();

/** All values at a path of an object, in the object's order. */
export function valuesAt(object: object, path: FieldPath): readonly Found[] {
  let segments = parsed.get(path);
  if (!segments) {
    segments = segmentsOf(path);
    parsed.set(path, segments);
  }
  return follow({ value: object, beside: {} }, segments);
}

/** The fields of a path, up to its first wildcard. */
export function fieldsOf(path: FieldPath): readonly string[] {
  const segments = segmentsOf(path);
  const end = segments.findIndex((segment) => !("field" in segment));
  return segments.slice(0, end < 0 ? undefined : end).flatMap((segment) => ("field" in segment ? [segment.field] : []));
}

function segmentsOf(path: FieldPath): readonly Segment[] {
  if (path === ".") return [];
  return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([text, key]): Segment => {
    if (text === "**") return { all: "**" };
    if (text === "*" || text === "[]") return { all: "*" };
    return { field: key ?? text };
  });
}

function follow(from: Found, [segment, ...rest]: readonly Segment[]): readonly Found[] {
  if (segment === undefined) return [from];
  const { value } = from;
  if (typeof value !== "object" || value === null) return [];
  const beside = Array.isArray(value) ? from.beside : (value as Found["beside"]);
  if ("field" in segment) {
    if (Array.isArray(value) || !Object.hasOwn(value, segment.field)) return [];
    return follow({ value: beside[segment.field], beside }, rest);
  }
  const entries = Object.values(value).map((entry: unknown) => ({ value: entry, beside }));
  if (segment.all === "*") return entries.flatMap((entry) => follow(entry, rest));
  return [...follow(from, rest), ...entries.flatMap((entry) => follow(entry, [segment, ...rest]))];
}
