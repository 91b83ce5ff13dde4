import { type DescribePart, defineComponent, provide } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Kafka, kafka } from "../../kafka/kafka.js";
import { topicDefaults } from "../../kafka/testing.js";
import { podsOf, workload } from "../../kubernetes/testing.js";
import { codes, compileObject, diagnose } from "../../testing.js";
import { kubernetesNamespace } from "../kubernetes-namespace/index.js";
import { sizing } from "./index.js";

const fakeSpec = z.strictObject({ zones: z.int().default(3), minInsyncReplicas: z.int().default(2) });
const fakeKafka = defineComponent({
  name: "fake-kafka",
  title: "Kafka for tests",
  spec: fakeSpec,
  provides: [
    provide(
      kafka,
      ({ spec }: DescribePart<typeof fakeSpec>): Kafka => ({
        version: "4.3.1",
        brokers: 3,
        zones: ["a", "b", "c"].slice(0, spec.zones),
        listeners: [{ name: "plaintext", protocol: "PLAINTEXT", port: 9092, bootstrapServers: "kafka:9092" }],
        defaults: { ...topicDefaults, minInsyncReplicas: spec.minInsyncReplicas },
        tieredStorage: false,
        storage: 300,
        topicsBy: "job",
      }),
    ),
  ],
});

const list = [
  workload("brokers", { replicas: 3, requests: { cpu: 2, memory: 16 * 1024 }, storage: 500 }),
  workload("lag exporter", { requests: { cpu: 0.1, memory: 128 }, limits: { cpu: 0.5, memory: 128 } }),
];
const components = [fakeKafka, podsOf(list), kubernetesNamespace, sizing];

const chapter = (object: object) => {
  const { plan } = compileObject({ fakeKafka: {}, sizing: {}, ...object }, ...components);
  const found = plan.chapters.find(({ component }) => component === "sizing");
  if (!found) throw new Error("sizing has no chapter");
  return found;
};

describe("the sizing", () => {
  it("states what is expected, and nothing where nothing is", () => {
    const { facts } = chapter({ sizing: { messagesPerSecond: 100_000, latency: "50ms", availability: 99.9 } });
    expect(facts.map(({ value }) => value)).toEqual([
      "100,000 messages/s",
      "below 50 ms",
      "99.9 %: at most 44 minutes a month without",
    ]);
    expect(chapter({}).facts).toEqual([]);
    expect(chapter({}).tables).toEqual([]);
  });

  it("lists what every workload asks for, each and together, and the sum beside the quota", () => {
    const [table] = chapter({ pods: {}, kubernetesNamespace: { quota: { cpu: 50, storage: "5TiB" } } }).tables;
    expect(table?.title).toBe("Sizing");
    expect(table?.rows).toEqual([
      ["brokers", "3", "2", "none", "16 GiB", "500 GiB", "6", "48 GiB", "1.46 TiB"],
      ["lag exporter", "1", "0.1", "0.5", "128 MiB", "none", "0.1", "128 MiB", "none"],
      ["Sum", "4", "", "", "", "", "6.1", "48.13 GiB", "1.46 TiB"],
      ["Quota", "", "", "", "", "", "50", "no bound", "5 TiB"],
    ]);
    expect(table?.head).toHaveLength(table?.rows[0]?.length ?? 0);
  });
});

describe("checks", () => {
  const found = (availability: number, kafka: object) =>
    diagnose({ fakeKafka: kafka, sizing: { availability } }, ...components);

  it("warn of an availability that one zone does not give, or a cluster that stops with one broker", () => {
    expect(found(99.9, { zones: 1, minInsyncReplicas: 3 })).toMatchObject([
      { code: "SF2876", path: "sizing.availability", message: "99.9 % are expected, and all brokers are in one zone" },
      { code: "SF2876", message: expect.stringContaining("writes stop while one of 3 replicas is away") },
    ]);
  });

  it("are silent where the brokers can hold it, or nothing is expected", () => {
    expect(found(99.9, {})).toEqual([]);
    expect(found(99.5, { zones: 1, minInsyncReplicas: 3 })).toEqual([]);
    expect(codes({ fakeKafka: { zones: 1 }, sizing: {} }, ...components)).toEqual([]);
  });
});
