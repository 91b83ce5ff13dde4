import type { Path } from "../diagnostics/path.js";
import { definitionOf, optionsOf, type Schema } from "../environment/schema-walk.js";
import { type Mutation, replaceAt } from "./mutation.js";
import { samples } from "./samples.js";

/**
 * Other values for a value of a resolved spec, the likeliest to compile first: another word of the schema, another number, the
 * opposite, another text, one entry less, and a value for a missing one. Components may refuse some. None for a map.
 *
 * @param schema of the value, if it has one
 */
export function alternatives(value: unknown, path: Path, schema: Schema | undefined): readonly Mutation[] {
  return others(value, schema).map((other) => replaceAt(path, other));
}

function others(value: unknown, schema: Schema | undefined): readonly unknown[] {
  if (value === undefined) return schema ? samples(schema) : [];
  const named = schema ? namedValues(schema).filter((other) => other !== value) : [];
  if (named.length > 0) return spread(named);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number")
    return [value + 1, value * 2, value - 1, value + 10].filter((other) => other !== value);
  if (typeof value === "string") return wordsLike(value);
  if (Array.isArray(value))
    return [...(value.length > 0 ? [value.slice(0, -1)] : []), [...value, ...more(value, schema)]];
  return [];
}

/** The words that a schema names, through its unions. */
export function namedValues(schema: Schema): readonly unknown[] {
  const options = optionsOf(schema);
  if (options) return options.flatMap(namedValues);
  const kind = definitionOf(schema);
  if (kind.type === "enum") return Object.values(kind.entries);
  return kind.type === "literal" ? kind.values : [];
}

/** A few of many values that follow each other, as versions do: what one of them changes the next may not. */
function spread<Value>(values: readonly Value[]): readonly Value[] {
  const last = values.length - 1;
  return [...new Set([0, last, Math.floor(last / 2)])].map((index) => values[index] as Value);
}

/** Other texts of the same look: addresses, names and figures keep their shape. */
export function wordsLike(value: string): string[] {
  const digit = value.replace(/\d(?!.*\d)/, (last) => String((Number(last) + 1) % 10));
  return [...new Set([digit, `${value}x`, `x${value}`])].filter((other) => other !== value);
}

/** One more entry for a list. */
function more(value: readonly unknown[], schema: Schema | undefined): readonly unknown[] {
  if (value.length > 0) return value.slice(0, 1);
  const [sample] = schema ? samples(schema) : [];
  return Array.isArray(sample) ? sample : [];
}
