import { topicTable } from "./table.js";
import type { Value } from "./value.js";

/**
 * A topic's entries for whatever takes numbers and booleans as such, sorted by key. Lists are as Kafka writes them, and so are whole numbers of
 * type double, as 1.0: Strimzi compares texts, and would set 1 again and again.
 */
export function typedTopicConfig(
  entries: Readonly<Record<string, Value | undefined>>,
): Record<string, string | number | boolean> {
  const typed: Record<string, string | number | boolean> = {};
  for (const key of Object.keys(entries).sort()) {
    const value = entries[key];
    if (value !== undefined) typed[key] = typeof value === "object" ? value.join(",") : asKafkaShows(key, value);
  }
  return typed;
}

function asKafkaShows(key: string, value: string | number | boolean): string | number | boolean {
  return doubles.has(key) && Number.isInteger(value) ? `${value}.0` : value;
}

const doubles: ReadonlySet<string> = new Set(
  Object.entries(topicTable).flatMap(([key, versions]) =>
    versions.some(({ type }) => type === "double") ? [key] : [],
  ),
);
