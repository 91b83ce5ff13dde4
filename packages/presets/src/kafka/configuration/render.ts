import type { Value } from "./value.js";

/** The entries as Kafka reads them in a properties file, sorted by key. Escaping is the file format's affair. */
export function renderConfig(entries: Readonly<Record<string, Value | undefined>>): Record<string, string> {
  const rendered: Record<string, string> = {};
  for (const key of Object.keys(entries).sort()) {
    const value = entries[key];
    if (value !== undefined) rendered[key] = Array.isArray(value) ? value.join(",") : String(value);
  }
  return rendered;
}

/** The entries for whatever takes numbers and booleans as such; lists as Kafka writes them. Sorted by key. */
export function typedConfig(
  entries: Readonly<Record<string, Value | undefined>>,
): Record<string, string | number | boolean> {
  const typed: Record<string, string | number | boolean> = {};
  for (const key of Object.keys(entries).sort()) {
    const value = entries[key];
    if (value !== undefined) typed[key] = Array.isArray(value) ? value.join(",") : (value as string | number | boolean);
  }
  return typed;
}
