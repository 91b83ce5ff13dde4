import { byCodePoint } from "../diagnostics/code-point.js";

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => byCodePoint(left, right));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}

/** JSON with sorted keys, indented by two spaces, ending in a newline: equal data gives equal bytes. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`;
}
