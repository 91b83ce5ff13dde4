import type { Path } from "../diagnostics/path.js";

/** A copy of a resolved spec in which one thing is different. */
export type Mutation = (spec: unknown) => unknown;

/**
 * Ways to change what stands at a path of a resolved spec, the likeliest to compile first: another number, the opposite, another
 * word, an entry less. Components may refuse some of them; one that they take is enough to see what depends on the path.
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
  return [replaceAt(path, true), replaceAt(path, "x"), replaceAt(path, 1)];
}

/** Other texts of the same look: addresses, names and figures keep their shape. */
function words(value: string): string[] {
  const digit = value.replace(/\d(?!.*\d)/, (last) => String((Number(last) + 1) % 10));
  return [...new Set([digit, `${value}x`, `x${value}`, ...common])].filter((other) => other !== value);
}

/** Words that choose between ways in many components: an enumeration takes one of them more often than not. */
const common = [
  "none",
  "one",
  "aws",
  "TLS",
  "TLS_PLAINTEXT",
  "DEFAULT",
  "PER_BROKER",
  "production",
  "development",
  "manual",
  "auto",
  "keep",
  "delete",
  "kafka.m7g.large",
  "restricted",
  "baseline",
];

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
