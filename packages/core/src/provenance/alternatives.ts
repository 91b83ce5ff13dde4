import type { Path } from "../diagnostics/path.js";
import { kindOf, optionsOf, type Schema, schemaAt } from "../environment/schema-walk.js";

/** A copy of a resolved spec in which one thing is different. */
export type Mutation = (spec: unknown) => unknown;

/**
 * Other values that the schema of a whole spec names for a path: a few, where there are many. What depends on the path need not
 * differ for each of them.
 */
export function namedAlternatives(spec: unknown, path: Path, schema: Schema): Mutation[] {
  const place = schemaAt(schema, path, spec);
  const named = place ? namedValues(place).filter((other) => other !== at(spec, path)) : [];
  return spread(named).map((other) => replaceAt(path, other));
}

/**
 * Ways to change what stands at a path of a resolved spec, the likeliest to compile first: another number, the opposite, another
 * word, an entry less. Components may refuse some of them; one that they take is enough to see what depends on the path. None where
 * nothing stands there.
 */
export function alternatives(spec: unknown, path: Path): Mutation[] {
  const value = at(spec, path);
  if (typeof value === "number") {
    return [value + 1, value - 1, value * 2, value + 10].map((other) => replaceAt(path, other));
  }
  if (typeof value === "boolean") return [replaceAt(path, !value)];
  if (typeof value === "string") return words(value).map((other) => replaceAt(path, other));
  if (Array.isArray(value))
    return [replaceAt(path, value.slice(0, -1)), replaceAt(path, [...value, ...value.slice(0, 1)])];
  if (typeof value === "object" && value !== null) {
    return Object.keys(value).map((key) => replaceAt([...path, key], undefined));
  }
  return [];
}

/** The words that a schema names, through its unions. */
function namedValues(schema: Schema): readonly unknown[] {
  const options = optionsOf(schema);
  if (options) return options.flatMap(namedValues);
  const kind = kindOf(schema);
  if (kind.type === "enum") return Object.values(kind.entries);
  return kind.type === "literal" ? kind.values : [];
}

/** A few of many values that follow each other, as versions do: what one of them changes the next may not. */
function spread<Value>(values: readonly Value[]): readonly Value[] {
  const last = values.length - 1;
  const indexes = [0, Math.floor(last / 2), last];
  return values.filter((_, index) => indexes.includes(index));
}

/** Other texts of the same look: addresses, names and figures keep their shape. */
function words(value: string): string[] {
  const digit = value.replace(/\d(?!.*\d)/, (last) => String((Number(last) + 1) % 10));
  return [...new Set([digit, `${value}x`, `x${value}`])].filter((other) => other !== value);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === "object" && current !== null ? (current as Record<string | number, unknown>)[key] : undefined,
    value,
  );
}

function replaceAt([head, ...rest]: Path, value: unknown): Mutation {
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
