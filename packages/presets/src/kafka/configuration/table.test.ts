import { describe, expect, it } from "vitest";
import type { Facts, Table } from "./facts.js";
import { brokerTable, topicTable } from "./table.js";
import { readValue } from "./value.js";

/** A default in Kafka's spelling as the value that a person would write. */
function written({ type, default: text }: Facts): unknown {
  if (type === "boolean") return text === "true";
  return type === "double" || type === "int" || type === "short" ? Number(text) : text;
}

describe.each<[string, Table]>([
  ["broker", brokerTable],
  ["topic", topicTable],
])("the %s table", (_, table) => {
  it("accepts every default of every version", () => {
    const refused = Object.entries(table).flatMap(([key, spans]) =>
      spans
        .filter((span) => span.type !== "password" && typeof span.default === "string")
        .flatMap((span) => {
          const reading = readValue(key, span, written(span));
          return "problem" in reading ? [`${key}=${span.default} ${reading.problem}`] : [];
        }),
    );
    expect(refused).toEqual([]);
  });

  it("is sorted", () => {
    expect(Object.keys(table)).toEqual(Object.keys(table).sort());
  });
});

it("names for a topic's key a broker key that exists", () => {
  const missing = Object.values<Table[string]>(topicTable)
    .map(([newest]) => newest.server)
    .filter((server) => server !== undefined && !Object.hasOwn(brokerTable, server));
  expect(missing).toEqual([]);
});
