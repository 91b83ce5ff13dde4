import { describe, expect, it } from "vitest";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { diagnose } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { msk } from "../../kafka/msk/index.js";
import { topicsJob } from "../topics-job/index.js";
import { topics } from "./index.js";

/** What is said of topics on three brokers with 100 GiB each, about disks and tiers. */
function found(topic: object, mskSpec: object = {}) {
  return diagnose(
    {
      network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
      msk: { kafkaVersion: "3.9.x", volumeSize: "100GiB", authentication: { none: true, iam: false }, ...mskSpec },
      topics: { orders: { partitions: 6, ...topic } },
    },
    network,
    msk,
    topics,
  ).filter(({ code }) => ["SF2207", "SF2220", "SF2221", "SF2223"].includes(code));
}

/** The same of topics of a Kafka that one runs oneself, which keeps seven days and has tiered storage. */
function diagnoseOnKubernetes(topic: object, kafka: object) {
  return diagnose(
    {
      kubernetesKafka: { tieredStorage: true, ...kafka },
      topics: { orders: { partitions: 6, ...topic } },
    },
    kubernetesKafka,
    topicsJob,
    topics,
  );
}

describe("what topics keep on disk", () => {
  const retained = (configuration: object, config: object = {}, throughput = "100KiB") =>
    found({ throughput, config }, { configuration });

  it("follows the topic's retention, else the brokers', by the finest unit that is set, else Kafka's seven days", () => {
    expect(retained({})).toEqual([]);
    expect(retained({ "log.retention.ms": "365d" })[0]?.message).toContain("0.1 MiB/s × 8760 h × 3 copies = 9023 GiB");
    expect(retained({ "log.retention.hours": 8760 })[0]?.message).toContain("8760 h");
    expect(retained({ "log.retention.hours": 8760, "log.retention.minutes": 60 })).toEqual([]);
    expect(retained({ "log.retention.ms": "365d" }, { "retention.ms": "1d" })).toEqual([]);
  });

  it("is without end where nothing is deleted, unless a size bounds it", () => {
    expect(retained({ "log.retention.ms": -1 })[0]?.message).toContain("for ever");
    expect(retained({ "log.retention.ms": -1 }, { "retention.bytes": "1GiB" })).toEqual([]);
    expect(retained({ "log.retention.ms": -1 }, { "retention.bytes": "50GiB" })[0]?.message).toContain(
      "50 GiB × 6 partitions × 3 copies = 900 GiB",
    );
  });

  it("does not follow from the throughput of a topic that is only compacted", () => {
    expect(retained({}, { "cleanup.policy": "compact" }, "500MiB")).toEqual([]);
    expect(retained({}, { "cleanup.policy": ["compact", "delete"] }, "500MiB")).toHaveLength(1);
  });

  it("is told of without a stated throughput where nothing bounds it, or where its bounds are larger than the disks", () => {
    const bounds = (config: object) => found({ config }).map(({ code, path, message }) => [code, path, message]);
    expect(bounds({ "retention.ms": "365d" })).toEqual([]);
    expect(bounds({ "retention.ms": -1 })).toEqual([
      ["SF2223", 'topics.orders.config["retention.ms"]', "orders keeps its records for ever"],
    ]);
    expect(bounds({ "retention.ms": -1, "retention.bytes": "10GiB" })).toEqual([]);
    expect(bounds({ "retention.ms": "1h", "retention.bytes": "20GiB" })).toEqual([]);
    expect(bounds({ "retention.ms": -1, "retention.bytes": "20GiB" })).toEqual([
      [
        "SF2223",
        'topics.orders.config["retention.bytes"]',
        "topics may keep 360 GiB by their retention.bytes, orders alone 360 GiB, but the brokers have 300 GiB",
      ],
    ]);
    expect(bounds({ "retention.ms": -1, "cleanup.policy": "compact" })).toEqual([]);
    const tiered = { "retention.ms": -1, "local.retention.ms": "1h", "remote.storage.enable": true };
    expect(diagnoseOnKubernetes({ config: tiered }, {}).filter(({ code }) => code === "SF2223")).toEqual([]);
  });

  it("is the local part alone for a tiered topic, and the whole where it is not tiered", () => {
    const config = { "retention.ms": "365d", "local.retention.ms": "1h" };
    const tiered = { ...config, "remote.storage.enable": true };
    const of = (config: object, storageMode: string) => found({ throughput: "1MiB", config }, { storageMode });
    expect(of(tiered, "tiered")).toEqual([]);
    expect(of(config, "tiered").map(({ code }) => code)).toEqual(["SF2207"]);
    expect(of(tiered, "local").map(({ code }) => code)).toEqual(["SF2207", "SF2220"]);
  });
});

describe("tiered topics", () => {
  const tier = (config: object, storageMode = "tiered") =>
    found({ config: { "remote.storage.enable": true, ...config } }, { storageMode }).map(({ code, path }) => [
      code,
      path,
    ]);
  const good = { "retention.ms": "30d", "local.retention.ms": "1d" };

  it("need brokers with tiered storage", () => {
    expect(tier(good, "local")).toEqual([["SF2220", 'topics.orders.config["remote.storage.enable"]']]);
    expect(tier(good)).toEqual([]);
  });

  it.each([
    [{ ...good, "cleanup.policy": "compact" }, 'topics.orders.config["cleanup.policy"]'],
    [{ "local.retention.ms": "1d" }, "topics.orders"],
    [{ "retention.ms": "1d" }, 'topics.orders.config["retention.ms"]'],
    [{ ...good, "local.retention.ms": "30d" }, 'topics.orders.config["local.retention.ms"]'],
    [{ ...good, "segment.bytes": "1MiB" }, 'topics.orders.config["segment.bytes"]'],
    [{ ...good, "segment.ms": "1m" }, 'topics.orders.config["segment.ms"]'],
  ])("are not %j", (config, path) => {
    expect(tier(config)).toEqual([["SF2221", path]]);
  });
});

describe("tiered topics of a Kafka that one runs oneself", () => {
  const tier = (config: object, kafka: object = {}) =>
    diagnoseOnKubernetes({ throughput: "1MiB", config: { "remote.storage.enable": true, ...config } }, kafka)
      .filter(({ code }) => ["SF2207", "SF2220", "SF2221", "SF2223"].includes(code))
      .map(({ code, path }) => [code, path]);

  it("may be smaller than Amazon MSK's, and take over the brokers' retention", () => {
    expect(tier({ "local.retention.ms": "1h" })).toEqual([]);
    expect(
      tier({ "retention.ms": "1d", "local.retention.ms": "1h", "segment.bytes": "1MiB", "segment.ms": "1m" }),
    ).toEqual([]);
  });

  it.each([
    [{ "local.retention.ms": "1h", "cleanup.policy": "compact" }, 'topics.orders.config["cleanup.policy"]'],
    [{ "local.retention.ms": "7d", "retention.bytes": "1GiB" }, 'topics.orders.config["local.retention.ms"]'],
    [{ "local.retention.ms": -1, "retention.bytes": "1GiB" }, 'topics.orders.config["local.retention.ms"]'],
    [{ "local.retention.bytes": "1GiB", "retention.bytes": "1GiB" }, 'topics.orders.config["local.retention.bytes"]'],
  ])("are not %j", (config, path) => {
    expect(tier(config)).toEqual([["SF2221", path]]);
  });

  it("keep on disk what the brokers' own local retention says, where they say nothing", () => {
    const year = { "retention.ms": "365d" };
    expect(tier(year)).toEqual([["SF2207", "topics.orders.throughput"]]);
    expect(tier(year, { localRetention: 3_600_000 })).toEqual([]);
    expect(tier({ ...year, "local.retention.ms": -2 }, { localRetention: 3_600_000 })).toEqual([
      ["SF2207", "topics.orders.throughput"],
    ]);
    expect(tier({ "retention.ms": "1h" }, { localRetention: 7_200_000 })).toEqual([["SF2221", "topics.orders"]]);
  });

  it("are better not kept on the brokers as a whole (SF2222)", () => {
    const warned = (config: object, kafka: object = {}) =>
      diagnoseOnKubernetes({ config: { "remote.storage.enable": true, ...config } }, kafka)
        .filter(({ code }) => code === "SF2222")
        .map(({ severity, path }) => [severity, path]);
    const place = [["warning", 'topics.orders.config["remote.storage.enable"]']];
    expect(warned({})).toEqual(place);
    expect(warned({ "local.retention.ms": -2 }, { localRetention: 3_600_000 })).toEqual(place);
    expect(warned({}, { localRetention: 3_600_000 })).toEqual([]);
    expect(warned({ "local.retention.bytes": "1GiB" })).toEqual([]);
    expect(warned({ "remote.storage.enable": false })).toEqual([]);
  });
});
