import { type DescribePart, defineComponent, provide } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { byJob } from "../../../kafka/by-job/index.js";
import { type Kafka, kafka } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { topicDefaults } from "../../../kafka/testing.js";
import { podsOf, workload } from "../../../kubernetes/testing.js";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { versions } from "../../../versions/versions.js";
import { topics } from "../../clients/topics/index.js";
import { kubernetesNamespace } from "../../cluster/kubernetes-namespace/index.js";
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
        ...byJob,
        programs: programsFor(versions.entries, "4.3.1"),
      }),
    ),
  ],
});

const list = [
  workload("brokers", { replicas: 3, requests: { cpu: 2, memory: 16 * 1024 }, storage: 500 }),
  workload("lag exporter", { requests: { cpu: 0.1, memory: 128 }, limits: { cpu: 0.5, memory: 128 } }),
];
const components = [fakeKafka, podsOf(list), kubernetesNamespace, topics, sizing];

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
      "at most 100,000 messages/s",
      "below 50 ms",
      "99.9 %: at most 44 minutes a month without",
    ]);
    expect(chapter({}).facts).toEqual([]);
    expect(chapter({}).tables).toEqual([]);
  });

  it("says how many bytes that is, and how many a second fill the disks with what topics keep", () => {
    const spec = { messagesPerSecond: 100_000, averageMessagesPerSecond: 2000, messageSize: "0.5KiB" };
    const orders = { partitions: 6, config: { "retention.ms": "1d" } };
    const values = (topic: object) =>
      chapter({ sizing: spec, topics: { orders: topic } }).facts.map(({ value }) => value);
    expect(values(orders)).toEqual([
      "at most 100,000 messages/s of 512 B, 48.8 MiB/s",
      "2,000 messages/s of 512 B, 0.977 MiB/s",
      "1.19 MiB/s to all topics together, for as long as they keep records", // 300 GiB in 3 days: three copies of one
    ]);
    expect(values({ ...orders, config: { "retention.ms": -1 } })).toHaveLength(2);
  });

  it("lists what every workload asks for, each and together, and the sum beside the quota", () => {
    const [table] = chapter({ pods: {}, kubernetesNamespace: { quota: { cpu: 50, storage: "5TiB" } } }).tables;
    expect(table?.title).toBe("Sizing");
    expect(table?.rows).toEqual([
      ["brokers", "3", "2", "none", "16 GiB", "500 GiB", "6", "48 GiB", "1.46 TiB"],
      ["lag exporter", "1", "0.1", "0.5", "128 MiB", "none", "0.1", "128 MiB", "none"],
      ["Sum", "4", "", "no bound", "", "", "6.1", "48.13 GiB", "1.46 TiB"],
      ["Quota", "", "", "", "", "", "50", "no bound", "5 TiB"],
    ]);
    expect(table?.head).toHaveLength(table?.rows[0]?.length ?? 0);
  });
});

describe("checks", () => {
  const found = (availability: number, kafka: object) =>
    diagnose({ fakeKafka: kafka, sizing: { availability } }, ...components);
  const day = { partitions: 6, config: { "retention.ms": "1d" } };
  const loaded = (sizing: object, all: object = { orders: day }) =>
    diagnose({ fakeKafka: {}, sizing, topics: all }, ...components)
      .filter(({ code }) => code === "SF2877")
      .map(({ code, path, message }) => [code, path, message.replace(/^.* they fill /, "")]);
  const load = { messagesPerSecond: 10_000, messageSize: "0.5KiB" };

  it("warn of a load that fills the disks before the topics let it go", () => {
    const full = "1236 GiB, but the brokers have 300 GiB";
    expect(loaded(load)).toEqual([["SF2877", "sizing.messagesPerSecond", full]]);
    expect(loaded({ ...load, averageMessagesPerSecond: 10_000 })).toEqual([
      ["SF2877", "sizing.averageMessagesPerSecond", full],
    ]);
    expect(loaded({ ...load, averageMessagesPerSecond: 2000 })).toEqual([]);
  });

  it("count each topic's retention and copies by its share of the partitions, and leave out what is only compacted", () => {
    const compacted = { partitions: 60, config: { "cleanup.policy": "compact" } };
    expect(loaded(load, { orders: day, prices: compacted })).toHaveLength(1);
    const hour = { partitions: 18, replicationFactor: 2, config: { "retention.ms": "1h" } };
    expect(loaded(load, { orders: day, calls: hour })).toEqual([
      ["SF2877", "sizing.messagesPerSecond", "335 GiB, but the brokers have 300 GiB"],
    ]);
    expect(loaded(load, { prices: compacted })).toEqual([]);
  });

  it("warn of an availability that one zone does not give, or a cluster that stops with one broker", () => {
    expect(found(99.9, { zones: 1, minInsyncReplicas: 3 })).toMatchObject([
      {
        code: "SF2876",
        path: "sizing.availability",
        message: "the spec expects 99.9 %, but all brokers are in one zone",
      },
      { code: "SF2876", message: expect.stringContaining("writes stop while one of 3 replicas is down") },
    ]);
  });

  it("are silent where the brokers can hold it, or nothing is expected", () => {
    expect(found(99.9, {})).toEqual([]);
    expect(found(99.5, { zones: 1, minInsyncReplicas: 3 })).toEqual([]);
    expect(codes({ fakeKafka: { zones: 1 }, sizing: {} }, ...components)).toEqual([]);
  });
});
