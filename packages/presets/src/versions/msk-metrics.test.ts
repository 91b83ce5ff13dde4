import { describe, expect, it } from "vitest";
import {
  includesLevel,
  isPublished,
  type MonitoredCluster,
  type MskMetric,
  monitoringLevels,
  mskMetrics,
} from "./msk-metrics.js";

const original: MonitoredCluster = { level: "DEFAULT", brokers: "standard", metadata: "zookeeper", burstable: true };

describe("isPublished", () => {
  it("has what the original's alarms watch at the free level", () => {
    const watched = [
      "KafkaDataLogsDiskUsed",
      "UnderReplicatedPartitions",
      "OfflinePartitionsCount",
      "CPUCreditBalance",
      "MaxOffsetLag",
    ] as const;
    expect(watched.filter((name) => !isPublished(name, original))).toEqual([]);
  });

  it("has the consumers' fetch time from PER_BROKER on", () => {
    expect(isPublished("FetchConsumerTotalTimeMsMean", original)).toBe(false);
    expect(isPublished("FetchConsumerTotalTimeMsMean", { ...original, level: "PER_TOPIC_PER_BROKER" })).toBe(true);
  });

  it("has no ZooKeeper metric in a KRaft cluster, and no CPU credits without a burstable broker", () => {
    expect(isPublished("ZooKeeperRequestLatencyMsMean", { ...original, metadata: "kraft" })).toBe(false);
    expect(isPublished("CPUCreditBalance", { ...original, burstable: false })).toBe(false);
  });

  it("has no disk of a broker in an Express cluster, whose storage is the cluster's", () => {
    const express: MonitoredCluster = { level: "DEFAULT", brokers: "express", metadata: "kraft", burstable: false };
    expect(isPublished("KafkaDataLogsDiskUsed", express)).toBe(false);
    for (const name of ["StorageUsed", "MemoryUsed", "MessagesInPerSec", "ProduceTotalTimeMsMean"] as const)
      expect(isPublished(name, express), name).toBe(true);
  });
});

describe("MSK metrics", () => {
  const all: readonly (readonly [string, MskMetric])[] = Object.entries(mskMetrics);

  it("never averages a count of the whole cluster, which only the controller reports", () => {
    const clusterWide = all.filter(([, { dimensions }]) => dimensions.length === 1);
    for (const [name, { statistic }] of clusterWide) expect(statistic, name).toBe("Maximum");
  });

  it("measures lag per group and topic, never per broker", () => {
    for (const [, { dimensions }] of all.filter(([name]) => name.endsWith("Lag")))
      expect(dimensions).toEqual(["Cluster Name", "Consumer Group", "Topic"]);
  });

  it("orders the levels so that each includes those before it", () => {
    expect(
      monitoringLevels.map((level) => monitoringLevels.filter((wanted) => includesLevel(level, wanted)).length),
    ).toEqual([1, 2, 3, 4]);
  });
});
