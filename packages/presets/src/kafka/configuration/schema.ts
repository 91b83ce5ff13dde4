import { z } from "zod";
import { type Facts, type Spans, type Table, versionsIn, widest } from "./facts.js";
import { amountPattern, type Duration, type Size, unitOf } from "./units.js";
import { rangeIn, readValue } from "./value.js";

type ValuesOf<F> = F extends { readonly values: readonly (infer V extends string)[] } ? V : never;
type Bounds = Pick<Facts, "min" | "max" | "default">;
type NumberType = "double" | "int" | "long" | "short";

/** What a person may write for a key. */
type Input<Key, Type, V extends string> = Type extends "boolean"
  ? boolean
  : Type extends NumberType
    ?
        | number
        | (Key extends `${string}.ms` ? Duration : Key extends `${string}.bytes` ? Size : never)
        | (Type extends "long" ? `${bigint}` : never)
    : Type extends "list"
      ? [V] extends [never]
        ? string | readonly string[]
        : V | (string & {}) | readonly V[]
      : [V] extends [never]
        ? string
        : V;

/** What it becomes: lists as arrays, amounts as numbers, longs that a number cannot hold as digits. */
type Output<Type, V extends string> = Type extends "boolean"
  ? boolean
  : Type extends "long"
    ? number | `${bigint}`
    : Type extends NumberType
      ? number
      : Type extends "list"
        ? readonly ([V] extends [never] ? string : V)[]
        : [V] extends [never]
          ? string
          : V;

type Shape<T extends Table, Keys extends keyof T> = {
  [Key in Keys]: z.ZodOptional<
    z.ZodType<
      Output<T[Key][0]["type"], ValuesOf<T[Key][number]>>,
      Input<Key, T[Key][0]["type"], ValuesOf<T[Key][number]>>
    >
  >;
};

export type ConfigSchema<T extends Table, Keys extends keyof T> = z.ZodObject<Shape<T, Keys>, z.core.$strict>;

interface Fields<T extends Table, Keys extends keyof T> {
  readonly table: T;
  readonly keys: readonly Keys[];
  readonly descriptions: { readonly [Key in Keys]?: string };
  /** Bounds that hold besides Kafka's, and defaults that stand instead of them. */
  readonly limits?: { readonly [Key in Keys]?: Bounds };
}

/**
 * A strict object with one optional, described field for each key. The fields are made when the schema is first used,
 * not when this module is loaded, and read their values by the table instead of by a tree of zod schemas: hundreds of
 * those take longer than the rest of a validation.
 */
export function configSchema<T extends Table, Keys extends keyof T & string>({
  table,
  keys,
  descriptions,
  limits = {},
}: Fields<T, Keys>): ConfigSchema<T, Keys> {
  const shape = {};
  for (const key of keys) {
    const get = () => field(key, table[key] as Spans, descriptions[key], limits[key]);
    Object.defineProperty(shape, key, { enumerable: true, get });
  }
  return interpreted(() => z.strictObject(shape)) as ConfigSchema<T, Keys>;
}

/** Makes a schema for which zod compiles no function: for hundreds of keys that costs more than it ever saves. */
function interpreted<S>(make: () => S): S {
  const { jitless = false } = z.config();
  z.config({ jitless: true });
  try {
    return make();
  } finally {
    z.config({ jitless });
  }
}

const anything = z.unknown();

function field(key: string, spans: Spans, description: string | undefined, limits: Bounds = {}) {
  const facts = { ...widest(spans), ...limits };
  const read = z.preprocess((input, { issues }) => {
    if (input === undefined) return undefined;
    const reading = readValue(key, facts, input);
    if ("value" in reading) return reading.value;
    const { problem, found, hint } = reading;
    const message = found === undefined ? problem : `${problem}, found ${found}`;
    issues.push({ code: "custom", message, input, params: { hint } });
    return z.NEVER;
  }, anything);
  return z.optional(read).register(z.globalRegistry, {
    get description() {
      return describe(key, spans, limits, description);
    },
    ...jsonSchema(key, facts),
  });
}

/** One paragraph for hover texts and reference pages: purpose, type, range, unit, default, versions. */
function describe(key: string, spans: Spans, limits: Bounds, description: string | undefined): string {
  const [newest, ...older] = spans;
  const facts = { ...newest, ...limits };
  const unit = unitOf(key);
  const amount = unit && `${unit.name}${unit.example ? ` or a text such as ${unit.example}` : ""}`;
  const sentences = [
    description,
    `${[facts.type, isNumber(facts) ? amount : undefined, rangeIn(facts)].filter(Boolean).join(", ")}.`,
    facts.values && `One of ${facts.values.join(", ")}.`,
    defaultIn(facts) && `Default: ${defaultIn(facts)}.`,
    ...older.map((span) => difference({ ...span, ...limits }, facts)),
    facts.server && `If it is not set, the broker's ${facts.server} applies.`,
    facts.update && `Changes without a restart (${facts.update}).`,
    versionsIn(spans) && `Only in ${versionsIn(spans)}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}

function isNumber({ type }: Facts): boolean {
  return type === "int" || type === "long" || type === "short";
}

function defaultIn(facts: Facts): string | undefined {
  return facts.default === null || facts.default === "" ? undefined : facts.default;
}

/** The differences of an older version, such as `Up to Kafka 3.9: default 9223372036854775807.` */
function difference(older: Facts, newest: Facts): string | undefined {
  const facts = [
    older.default !== newest.default && `default ${defaultIn(older) ?? "none"}`,
    rangeIn(older) !== rangeIn(newest) && (rangeIn(older) ?? "any number"),
    older.values?.join() !== newest.values?.join() && older.values && `one of ${older.values.join(", ")}`,
  ].filter(Boolean);
  return facts.length > 0 ? `Up to Kafka ${older.to}: ${facts.join(", ")}.` : undefined;
}

/** The field's part of the JSON Schema, by which editors complete and check. */
function jsonSchema(key: string, facts: Facts): Record<string, unknown> {
  const { min, max, also, values } = facts;
  switch (facts.type) {
    case "boolean":
      return { type: "boolean" };
    case "double":
      return { type: "number", ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
    case "short":
    case "int":
    case "long": {
      const texts = [
        ...(facts.type === "long" ? ["-?\\d+"] : []),
        ...(unitOf(key)?.suffixes ? [amountPattern(unitOf(key)?.suffixes ?? {})] : []),
      ];
      return {
        ...(texts.length > 0
          ? { type: ["integer", "string"], pattern: `^(?:${texts.join("|")})$` }
          : { type: "integer" }),
        ...(min !== undefined && { minimum: Math.min(min, also ?? min) }),
        ...(max !== undefined && { maximum: Math.max(max, also ?? max) }),
      };
    }
    case "list":
      return { type: ["string", "array"], items: { type: "string", ...(values && { enum: values }) } };
    default:
      return { type: "string", ...(values && { enum: values }) };
  }
}
