import { describe, expect, it } from "vitest";
import { configurationOf } from "../../components/kafka/kafka-cluster/configuration.js";
import { brokerConfiguration } from "../../components/kafka/msk/configuration.js";
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
