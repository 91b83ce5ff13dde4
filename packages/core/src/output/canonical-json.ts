import { byCodePoint } from "../diagnostics/code-point.js";

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => byCodePoint(left, right));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}

/**
 * JSON with sorted keys, indented by two spaces, ending in a newline: equal data gives equal bytes.
 *
 * @param tables top-level keys whose entries are written on one line each
 */
export function canonicalJson(value: Readonly<Record<string, unknown>>, tables: readonly string[] = []): string {
  const members = Object.entries(sortKeys(value) as typeof value).flatMap(([key, member]) => {
    if (member === undefined) return [];
    const text = tables.includes(key)
      ? table(member as object)
      : JSON.stringify(member, null, 2).replaceAll("\n", "\n  ");
    return [`  ${JSON.stringify(key)}: ${text}`];
  });
  return `{\n${members.join(",\n")}\n}\n`;
}

function table(entries: object): string {
  const lines = Object.entries(entries).map(([key, entry]) => `    ${JSON.stringify(key)}: ${JSON.stringify(entry)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
}
