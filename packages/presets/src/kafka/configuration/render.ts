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
