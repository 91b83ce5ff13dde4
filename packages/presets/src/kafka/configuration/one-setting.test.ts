import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { configurationOf } from "../../components/kafka/kafka-cluster/configuration.js";
import { brokerConfiguration } from "../../components/kafka/msk/configuration.js";
import { readEnvironment } from "../../trees/tree.js";
import { retentionDefaults } from "../topic-defaults.js";
import { ignoredKeys, keyRead, oneSetting, withDefaults } from "./one-setting.js";
import { brokerTable } from "./table.js";

const groups = Object.values(oneSetting);
const cases = groups.flatMap((group) => group.map((key) => ({ key, group: group as readonly string[] })));

/** Brokers' whole configuration when a person writes one key. */
const kafkas = {
  "Kafka on Kubernetes": (configuration: object) =>
    configurationOf({ brokers: { replicas: 3 }, configuration } as never),
  "Amazon MSK": (configuration: object) =>
    brokerConfiguration({ instanceType: "kafka.m7g.large", configuration } as never, 3),
  "Amazon MSK Express": (configuration: object) =>
    brokerConfiguration({ instanceType: "express.m7g.large", configuration } as never, 3),
};

describe("keys that set one thing", () => {
  it.each(cases)("names a key that Kafka has: $key", ({ key }) => {
    expect(brokerTable).toHaveProperty([key]);
  });

  it("covers every setting that Kafka has in milliseconds and in a longer unit", () => {
    const keys = Object.keys(brokerTable);
    const inLongerUnits = keys.filter((key) =>
      /\.(minutes|hours|seconds)$/.test(key) ? keys.includes(key.replace(/[^.]+$/, "ms")) : false,
    );
    expect(cases.map(({ key }) => key)).toEqual(expect.arrayContaining(inLongerUnits));
  });

  describe.each(Object.entries(kafkas))("of %s", (_, brokers) => {
    it.each(cases)("stands alone when a person writes it: $key", ({ key, group }) => {
      const written = brokers({ [key]: 5 });
      expect(group.filter((other) => other in written)).toEqual([key]);
      expect(written).toHaveProperty([key], 5);
    });
  });

  it("gives every default where nothing is written", () => {
    expect(withDefaults({ "log.retention.ms": 1, "log.roll.hours": 2 }, {})).toEqual({
      "log.retention.ms": 1,
      "log.roll.hours": 2,
    });
  });

  it.each<[object, number]>([
    [{ "log.retention.hours": 720 }, 720 * 3_600_000],
    [{ "log.retention.minutes": 30 }, 30 * 60_000],
    [{ "log.retention.ms": 5, "log.retention.hours": 720 }, 5],
    [{}, 7 * 24 * 3_600_000],
  ])("has topics inherit what Kafka reads of %j", (configuration, retention) => {
    expect(retentionDefaults(configuration)).toMatchObject({ retention });
  });

  it("keeps records for ever where the hours say so", () => {
    expect(retentionDefaults({ "log.retention.hours": -1 }).retention).toBeLessThan(0);
  });

  it("names the keys without effect, and the one that Kafka reads", () => {
    const written = { "log.retention.hours": 1, "log.retention.minutes": 2, "log.roll.ms": 3 };
    expect(keyRead(oneSetting.retention, written)).toBe("log.retention.minutes");
    expect(ignoredKeys(written)).toEqual([{ key: "log.retention.hours", read: "log.retention.minutes" }]);
  });
});

describe("a key that an upper layer writes", () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true });
  });

  /** The spec of two layers, as the platform reads it. */
  async function layered(platform: string, lower: object, upper: object) {
    const root = await mkdtemp(join(tmpdir(), "layers-"));
    made.push(root);
    const header = {
      apiVersion: "streamform/v1",
      name: "test",
      platform,
      owner: "team",
      aws: { accountId: "111122223333", region: "eu-central-1" },
      delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
      extends: ["base.yaml"],
    };
    await writeFile(join(root, "base.yaml"), JSON.stringify(lower));
    await writeFile(join(root, "test.yaml"), JSON.stringify({ ...header, ...upper }));
    return (await readEnvironment("test.yaml", root)).spec as unknown as Readonly<
      Record<string, Readonly<Record<string, unknown>>>
    >;
  }

  const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
  const platforms = {
    "kafka-kubernetes": ["kafkaCluster", { engine: "strimzi", kafkaVersion: "3.9.1", zones }],
    msk: ["msk", { kafkaVersion: "3.9.x.kraft" }],
  } as const;

  it.each(Object.entries(platforms))("replaces the others of its setting on %s", async (platform, [key, rest]) => {
    const network = platform === "msk" ? { network: { zones } } : {};
    const configured = (configuration: object) => ({ ...network, [key]: { ...rest, configuration } });
    const configuration = async (lower: object, upper: object) =>
      (await layered(platform, configured(lower), configured(upper)))[key]?.["configuration"];
    expect(await configuration({ "log.retention.ms": "7d" }, { "log.retention.hours": 720 })).toEqual({
      "log.retention.hours": 720,
    });
    const bounds = { "log.message.timestamp.before.max.ms": "1d", "log.message.timestamp.after.max.ms": "1d" };
    const older = { "log.message.timestamp.difference.max.ms": 5 };
    expect(await configuration(bounds, older)).toEqual(older);
    expect(Object.keys((await configuration(older, bounds)) as object)).toHaveLength(3);
  });

  it("replaces the others of its setting in a topic", async () => {
    const cluster = { kafkaCluster: platforms["kafka-kubernetes"][1] };
    const topic = (config: object) => ({ ...cluster, topics: { orders: { partitions: 1, config } } });
    const { topics } = await layered(
      "kafka-kubernetes",
      topic({ "message.timestamp.before.max.ms": "1d", "retention.ms": "7d" }),
      topic({ "message.timestamp.difference.max.ms": 5 }),
    );
    expect(topics?.["orders"]).toMatchObject({
      config: { "message.timestamp.difference.max.ms": 5, "retention.ms": 604_800_000 },
    });
    expect(topics?.["orders"]).not.toHaveProperty(["config", "message.timestamp.before.max.ms"]);
  });
});
