import type { LocatedNode } from "./located.js";

/** The hint for a common mistake in YAML: a value that looks like another type. `expected` is the schema's type. */
export function mistake(
  expected: string,
  node: LocatedNode | undefined,
): { readonly hint: string; readonly unquoted?: boolean } | undefined {
  if (node?.kind === "scalar") {
    const { value, source } = node;
    if (expected === "string" && (typeof value === "number" || typeof value === "boolean"))
      return { hint: `quote it: "${source ?? String(value)}"`, unquoted: source !== undefined };
    if (typeof value === "string") return mistakenText(expected, value.trim());
  }
  if (expected === "array" && node?.kind === "scalar") return { hint: `write a list: [${String(node.value)}]` };
  if ((expected === "object" || expected === "record") && node?.kind === "list")
    return { hint: "write a map: each name is a key, not an item of a list" };
  return undefined;
}

function mistakenText(expected: string, text: string): { readonly hint: string } | undefined {
  if (expected === "boolean") {
    if (/^(y|yes|on|true|1)$/i.test(text)) return { hint: "write true" };
    if (/^(n|no|off|false|0)$/i.test(text)) return { hint: "write false" };
  }
  if ((expected === "number" || expected === "int") && text !== "" && Number.isFinite(Number(text)))
    return { hint: `write ${text} without quotes` };
  if (expected === "array") return { hint: `write a list: [${text}]` };
  const key = expected === "object" || expected === "record" ? /^([\w.-]+):\S/.exec(text)?.[1] : undefined;
  return key === undefined ? undefined : { hint: `write a space after the colon: \`${key}: value\`` };
}

const durationWords: Readonly<Record<string, string>> = {
  ms: "ms|milli(?:second)?s?",
  s: "s|secs?|seconds?",
  m: "m|mins?|minutes?",
  h: "h|hrs?|hours?",
  d: "d|days?",
  w: "w|wks?|weeks?",
};
/** Factor of a unit to the next smaller common unit. */
const smaller: Readonly<Record<string, readonly [factor: number, unit: string]>> = { w: [7, "d"], d: [24, "h"] };

/** The hint for a quantity in another spelling: 100GB, 1w, 30 minutes, P7D. */
export function mistakenQuantity(
  kind: "size" | "duration",
  text: string,
  units: readonly string[],
): string | undefined {
  if (kind === "size") {
    const [, count, letter] = /^(\d+(?:\.\d+)?)\s*([KMGTP])i?B?$/i.exec(text) ?? [];
    return letter === undefined ? undefined : `write ${count}${letter.toUpperCase()}iB`;
  }
  const [, amount, word = ""] = /^(?:P(?=\d+[WD])|PT(?=\d+[HMS]))?(\d+)\s*([a-z]+)$/i.exec(text) ?? [];
  const found = Object.keys(durationWords).find((unit) => new RegExp(`^(${durationWords[unit]})$`, "i").test(word));
  if (amount === undefined || found === undefined) return undefined;
  let [count, unit] = [Number(amount), found];
  for (let next = smaller[unit]; next && !units.includes(unit); next = smaller[unit])
    [count, unit] = [count * next[0], next[1]];
  return units.includes(unit) ? `write ${count}${unit}` : undefined;
}

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list",
  tuple: "a list",
  null: "null",
};

/** A kind of value, in words, by zod's name for it. */
export function kindInWords(kind: string): string {
  return kinds[kind] ?? kind;
}

/** A value in words, short enough for a message. */
export function valueInWords(node: LocatedNode | undefined): string {
  if (!node) return "nothing";
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a map";
  if (typeof node.value === "string") return `the text ${quote(node.value)}`;
  const written =
    node.source !== undefined && node.source !== "" && node.source !== String(node.value)
      ? `, written ${node.source}`
      : "";
  if (node.value === null) return "nothing";
  return `${typeof node.value === "number" ? "the number " : ""}${node.value}${written}`;
}

/** Text in quotes, cut after 60 characters. */
export function quote(text: string): string {
  return JSON.stringify([...text].length > 60 ? `${[...text].slice(0, 60).join("")}…` : text);
}
