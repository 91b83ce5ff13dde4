import { quote } from "@streamform/core";
import type { Facts } from "./facts.js";
import { mistakenAmount, readAmount, type Unit, unitOf } from "./units.js";

/** A configuration value in its normal form: sizes and durations as numbers, longs that a number cannot hold as digits. */
export type Value = boolean | number | string | readonly string[];

export type Reading = { readonly value: Value } | Problem;

/** The problem of a value, in words that follow the key's name, and a hint. */
interface Problem {
  readonly problem: string;
  /** The value, where it may be shown and the problem does not quote it. */
  readonly found?: string;
  readonly hint?: string | undefined;
}

const bounds = {
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

/** Parses the written value of a key, or returns its problem in words that follow the key's name. */
export function readValue(key: string, facts: Facts, input: unknown): Reading {
  switch (facts.type) {
    case "boolean":
      return typeof input === "boolean" ? { value: input } : wrong("must be true or false, without quotes", input);
    case "double":
      if (typeof input !== "number" || !Number.isFinite(input)) return wrong("must be a number", input);
      return inRange(facts, input) ? { value: input } : wrong(`must be ${rangeIn(facts)}`, input);
    case "short":
    case "int":
    case "long":
      return readInteger(key, facts, facts.type, input);
    case "list":
      return readList(facts, input);
    case "password":
      return readSecret(input);
    default:
      return readText(facts, input);
  }
}

/** The range in words, `at least 1`, `from 1 to 9, or -1`; undefined if there is none. */
export function rangeIn({ min, max, also }: Facts): string | undefined {
  if (min === undefined && max === undefined) return undefined;
  const range = max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `from ${min} to ${max}`;
  return also === undefined ? range : `${range}, or ${also}`;
}

function inRange({ min, max, also }: Facts, value: number | bigint): boolean {
  return (
    (also !== undefined && Number(value) === also) ||
    ((min === undefined || value >= min) && (max === undefined || value <= max))
  );
}

function readInteger(key: string, facts: Facts, type: keyof typeof bounds, input: unknown): Reading {
  const unit = unitOf(key);
  let exact: bigint | undefined;
  if (typeof input === "number") {
    if (!Number.isInteger(input)) return wrong(expected(unit), input);
    if (!Number.isSafeInteger(input)) return { problem: "is too large for an exact number: write it in quotes" };
    exact = BigInt(input);
  } else if (typeof input === "string") {
    exact = type === "long" && /^-?\d+$/.test(input) ? BigInt(input) : readAmount(input, unit?.suffixes ?? {});
  }
  if (exact === undefined) return { ...wrong(expected(unit), input), hint: instead(input, unit) };
  const [smallest, largest] = bounds[type];
  if (exact < smallest || exact > largest) return wrong(`must be from ${smallest} to ${largest}`, input);
  if (!inRange(facts, exact)) return wrong(`must be ${rangeIn(facts)}`, input);
  const number = Number(exact);
  return { value: Number.isSafeInteger(number) ? number : exact.toString() };
}

/** The form of a whole number, and the units that it may carry. */
function expected(unit: Unit | undefined): string {
  if (unit === undefined) return "must be a whole number";
  if (unit.example === undefined) return `must be a whole number (${unit.name})`;
  return `must be a whole number of ${unit.name}, or one with ${choice(Object.keys(unit.suffixes ?? {}))}, such as ${unit.example}`;
}

function instead(input: unknown, unit: Unit | undefined): string | undefined {
  if (typeof input !== "string") return undefined;
  if (/^-?\d+$/.test(input)) return `write ${input} without quotes`;
  return unit?.suffixes && mistakenAmount(input, unit);
}

function wrong(problem: string, input: unknown): Problem {
  const kind = Array.isArray(input) ? "a list" : "a map";
  const found = typeof input === "string" ? quote(input) : typeof input === "object" ? kind : String(input);
  return { problem, found };
}

function readList({ values, item, nonEmpty }: Facts, input: unknown): Reading {
  const entries = typeof input === "string" ? (input.trim() === "" ? [] : input.split(",")) : input;
  if (!Array.isArray(entries) || !entries.every((entry): entry is string => typeof entry === "string")) {
    return { problem: "must be a list of texts, or one text with commas between them" };
  }
  const texts = entries.map((entry) => entry.trim());
  if (nonEmpty && texts.length === 0) return { problem: "must not be empty" };
  if (texts.includes("")) return { problem: "has an empty entry" };
  const twice = texts.find((text, index) => texts.indexOf(text) !== index);
  if (twice !== undefined) return { problem: `has "${twice}" twice` };
  const comma = texts.find((text) => text.includes(","));
  if (comma !== undefined) return { problem: `has the entry "${comma}", which Kafka would read as two` };
  const pattern = item === undefined ? undefined : new RegExp(`^(?:${item})$`);
  const odd = texts.find((text) => (values && !values.includes(text)) || (pattern && !pattern.test(text)));
  if (odd === undefined) return { value: texts };
  return {
    problem: values ? `has "${odd}"; its entries are ${choice(values)}` : `has "${odd}", which is malformed`,
  };
}

function readText({ values, nonEmpty }: Facts, input: unknown): Reading {
  if (typeof input !== "string")
    return wrong(values ? `must be ${choice(values)}` : "must be a text: put it in quotes", input);
  if (nonEmpty && input === "") return { problem: "must not be empty" };
  return values && !values.includes(input) ? wrong(`must be ${choice(values)}`, input) : { value: input };
}

/** Kafka itself resolves `${provider:path:key}` with its config.providers. An environment file never contains a secret's value. */
function readSecret(input: unknown): Reading {
  return typeof input === "string" && /\$\{[\w.-]+:[^}]+\}/.test(input)
    ? { value: input }
    : { problem: `holds a secret: refer to it through a config provider, as \${provider:path:key}` };
}

function choice(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
