import type { z } from "zod";
import { describe, expect, it } from "vitest";
import { kafkaConnectSpec } from "../components/clients/kafka-connect/spec.js";
import { schemaRegistrySpec } from "../components/clients/schema-registry/spec.js";
import { topicsSpec } from "../components/clients/topics/spec.js";
import { mskAlarmsSpec } from "../components/operations/msk-alarms/spec.js";

/** A spec that names a topic, for each place where one stands by name alone. */
const places: Readonly<Record<string, (topic: string) => [z.ZodType, unknown]>> = {
  topics: (topic) => [topicsSpec, { [topic]: { partitions: 1 } }],
  "kafkaConnect.connectors.*.topics": (topic) => [
    kafkaConnectSpec,
    { user: "connect", connectors: { sink: { class: "org.example.Sink", topics: [topic] } } },
  ],
  "kafkaConnect.storage": (topic) => [kafkaConnectSpec, { user: "connect", storage: { configs: topic } }],
  "schemaRegistry.topic": (topic) => [schemaRegistrySpec, { user: "registry", topic }],
  "mskAlarms.consumerGroups": (topic) => [
    mskAlarmsSpec,
    { notify: { emails: ["a@acme.example"] }, consumerGroups: { app: { topics: [topic] } } },
  ],
};

describe.each(Object.entries(places))("a topic under %s", (_, specOf) => {
  const takes = (topic: string) => {
    const [schema, spec] = specOf(topic);
    return schema.safeParse(spec).success;
  };

  it("has a name that Kafka takes", () => {
    expect(takes("llm.orders_v1-a")).toBe(true);
    for (const name of [".", "..", "a b", "a/b", "", "x".repeat(250)]) expect(takes(name), name).toBe(false);
  });
});
