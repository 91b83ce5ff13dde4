import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { PlainValue } from "./located.js";
import { kindOf, optionFor, type Schema } from "./schema-walk.js";

/**
 * Adds to a valid input every default that its schema would fill in, in the form that a person would write it (100GiB, not 100). Keys come
 * in the schema's order. Throws where a default cannot be written down: such a schema has to give it with `.prefault()`.
 */
export function complete(schema: Schema, input: PlainValue): PlainValue {
  return fill(schema, input) ?? null;
}

function fill(schema: Schema, value: PlainValue | undefined): PlainValue | undefined {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case "default":
      return fill(def.innerType, value === undefined ? writable(def.innerType, def.defaultValue) : value);
    case "prefault":
      return fill(def.innerType, value === undefined ? (def.defaultValue as PlainValue) : value);
    case "optional":
    case "nullable":
    case "nonoptional":
    case "catch":
    case "readonly":
      return value === undefined ? undefined : fill(def.innerType, value);
    case "lazy":
      return fill(def.getter(), value);
    case "pipe":
      return fill(def.in, value);
    default:
      return value === undefined ? undefined : fillParts(schema, value);
  }
}

function fillParts(schema: Schema, value: PlainValue): PlainValue {
  const def = kindOf(schema);
  if (def.type === "union") {
    const option = optionFor(schema, value);
    return option ? (fill(option, value) ?? value) : value;
  }
  if (def.type === "intersection") return fill(def.right, fill(def.left, value)) ?? value;
  if (isList(value)) {
    if (def.type === "array") return value.map((item) => fill(def.element, item) ?? item);
    if (def.type === "tuple")
      return value.map((item, index) => fill(def.items[index] ?? def.rest ?? z.unknown(), item) ?? item);
    return value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (def.type === "record")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(def.valueType, item) ?? item]));
  if (def.type !== "object") return value;
  const known = Object.entries(def.shape).flatMap(([key, part]) => {
    const filled = fill(part, Object.hasOwn(value, key) ? value[key] : undefined);
    return filled === undefined ? [] : [[key, filled] as const];
  });
  const others = Object.entries(value).filter(([key]) => !Object.hasOwn(def.shape, key));
  return Object.fromEntries([...known, ...others]);
}

/** A default given as output, where writing it into a spec gives the same output. */
function writable(schema: Schema, value: unknown): PlainValue {
  const parsed = z.safeParse(schema, value);
  if (parsed.success && isDeepStrictEqual(parsed.data, value)) return value as PlainValue;
  throw new Error(
    `the default ${JSON.stringify(value)} has another meaning in a spec; give it with .prefault(), in the form that people write`,
  );
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}
