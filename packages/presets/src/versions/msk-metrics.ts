/**
 * CloudWatch metrics of Amazon MSK (namespace `AWS/Kafka`) that alarms and the dashboard read, published once a minute.
 *
 * Looked up on 2026-11-21 in:
 * - Amazon MSK Developer Guide, "Amazon MSK metrics for monitoring Standard brokers with CloudWatch" and "... Express brokers ..."
 * - aws/agent-toolkit-for-aws, managing-amazon-msk, "Monitor and Alarm MSK Clusters", 2026-08-20 (statistics; what Express has not)
 *
 * A broker type is listed where a source says that it publishes the metric. Units say how to read the figure; an alarm must not set one,
 * since a unit that differs from the published one matches no data.
 */

import type { MetadataMode, MskBrokerType } from "./msk-kafka.js";

/** Monitoring levels, each with all metrics of those before it; only the first is free. */
export const monitoringLevels = ["DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"] as const;

export type MonitoringLevel = (typeof monitoringLevels)[number];

/** Dimension names, spelt as CloudWatch has them. */
export type MskDimension =
  | "Cluster Name"
  | "Broker ID"
  | "Topic"
  | "Consumer Group"
  | "Partition"
  | "Client Authentication";

/** One metric. */
export interface MskMetric {
  readonly unit: "Percent" | "Count" | "Count/Second" | "Bytes" | "Bytes/Second" | "Milliseconds" | "Seconds";
  /** Lowest level at which it is published with `dimensions`. */
  readonly level: MonitoringLevel;
  readonly dimensions: readonly MskDimension[];
  /** Lowest level at which it is published for each topic of a broker too. */
  readonly topicLevel?: MonitoringLevel;
  /** Statistic that reads it right: only the active controller reports cluster-wide counts, so their average is wrong. */
  readonly statistic: "Average" | "Maximum" | "Sum";
  readonly brokers: readonly MskBrokerType[];
  /** Published in one metadata mode only. */
  readonly metadata?: MetadataMode;
  /** Published by burstable brokers only. */
  readonly burstable?: true;
}

export const mskNamespace = "AWS/Kafka";

const cluster = { level: "DEFAULT", dimensions: ["Cluster Name"] } as const;
const broker = { level: "DEFAULT", dimensions: ["Cluster Name", "Broker ID"] } as const;
const group = {
  level: "DEFAULT",
  dimensions: ["Cluster Name", "Consumer Group", "Topic"],
  statistic: "Maximum",
} as const;
const both = ["standard", "express"] as const;
const standard = ["standard"] as const;

export const mskMetrics = {
  ActiveControllerCount: { ...cluster, unit: "Count", statistic: "Maximum", brokers: both },
  OfflinePartitionsCount: { ...cluster, unit: "Count", statistic: "Maximum", brokers: standard },
  GlobalPartitionCount: { ...cluster, unit: "Count", statistic: "Maximum", brokers: both },
  GlobalTopicCount: { ...cluster, unit: "Count", statistic: "Maximum", brokers: both },
  StorageUsed: { ...cluster, unit: "Bytes", statistic: "Maximum", brokers: ["express"] },

  CpuIdle: { ...broker, unit: "Percent", statistic: "Average", brokers: both },
  CpuSystem: { ...broker, unit: "Percent", statistic: "Average", brokers: both },
  CpuUser: { ...broker, unit: "Percent", statistic: "Average", brokers: both },
  CPUCreditBalance: { ...broker, unit: "Count", statistic: "Average", brokers: standard, burstable: true },
  KafkaDataLogsDiskUsed: { ...broker, unit: "Percent", statistic: "Maximum", brokers: standard },
  KafkaAppLogsDiskUsed: { ...broker, unit: "Percent", statistic: "Maximum", brokers: standard },
  RootDiskUsed: { ...broker, unit: "Percent", statistic: "Maximum", brokers: standard },
  MemoryUsed: { ...broker, unit: "Bytes", statistic: "Average", brokers: both },
  MemoryFree: { ...broker, unit: "Bytes", statistic: "Average", brokers: both },
  HeapMemoryAfterGC: { ...broker, unit: "Percent", statistic: "Average", brokers: standard },
  NetworkRxPackets: { ...broker, unit: "Count", statistic: "Sum", brokers: both },
  NetworkTxPackets: { ...broker, unit: "Count", statistic: "Sum", brokers: both },
  NetworkRxDropped: { ...broker, unit: "Count", statistic: "Sum", brokers: both },
  NetworkTxDropped: { ...broker, unit: "Count", statistic: "Sum", brokers: both },
  TrafficShaping: { ...broker, unit: "Count", statistic: "Sum", brokers: standard },
  BytesInPerSec: { ...broker, topicLevel: "DEFAULT", unit: "Bytes/Second", statistic: "Average", brokers: both },
  BytesOutPerSec: { ...broker, topicLevel: "DEFAULT", unit: "Bytes/Second", statistic: "Average", brokers: both },
  MessagesInPerSec: {
    ...broker,
    topicLevel: "PER_TOPIC_PER_BROKER",
    unit: "Count/Second",
    statistic: "Average",
    brokers: both,
  },
  ProduceTotalTimeMsMean: { ...broker, unit: "Milliseconds", statistic: "Average", brokers: both },
  UnderReplicatedPartitions: { ...broker, unit: "Count", statistic: "Maximum", brokers: standard },
  UnderMinIsrPartitionCount: { ...broker, unit: "Count", statistic: "Maximum", brokers: standard },
  PartitionCount: { ...broker, unit: "Count", statistic: "Maximum", brokers: both },
  LeaderCount: { ...broker, unit: "Count", statistic: "Maximum", brokers: both },
  ConnectionCount: { ...broker, unit: "Count", statistic: "Maximum", brokers: both },
  ClientConnectionCount: {
    level: "DEFAULT",
    dimensions: ["Cluster Name", "Broker ID", "Client Authentication"],
    unit: "Count",
    statistic: "Sum",
    brokers: both,
  },
  ZooKeeperRequestLatencyMsMean: {
    ...broker,
    unit: "Milliseconds",
    statistic: "Average",
    brokers: standard,
    metadata: "zookeeper",
  },
  ZooKeeperSessionState: { ...broker, unit: "Count", statistic: "Maximum", brokers: standard, metadata: "zookeeper" },

  MaxOffsetLag: { ...group, unit: "Count", brokers: both },
  SumOffsetLag: { ...group, unit: "Count", brokers: both },
  EstimatedMaxTimeLag: { ...group, unit: "Seconds", brokers: both },

  FetchConsumerTotalTimeMsMean: {
    ...broker,
    level: "PER_BROKER",
    unit: "Milliseconds",
    statistic: "Average",
    brokers: both,
  },
  RequestHandlerAvgIdlePercent: {
    ...broker,
    level: "PER_BROKER",
    unit: "Percent",
    statistic: "Average",
    brokers: both,
  },
  NetworkProcessorAvgIdlePercent: {
    ...broker,
    level: "PER_BROKER",
    unit: "Percent",
    statistic: "Average",
    brokers: both,
  },
  BwInAllowanceExceeded: { ...broker, level: "PER_BROKER", unit: "Count", statistic: "Sum", brokers: standard },
  BwOutAllowanceExceeded: { ...broker, level: "PER_BROKER", unit: "Count", statistic: "Sum", brokers: standard },
} as const satisfies Readonly<Record<string, MskMetric>>;

export type MskMetricName = keyof typeof mskMetrics;

/** What decides which metrics a cluster publishes. */
export interface MonitoredCluster {
  readonly level: MonitoringLevel;
  readonly brokers: MskBrokerType;
  readonly metadata: MetadataMode;
  readonly burstable: boolean;
}

/** Whether a cluster publishes a metric: an alarm on one that it does not would stay without data for ever. */
export function isPublished(name: MskMetricName, { level, brokers, metadata, burstable }: MonitoredCluster): boolean {
  const metric: MskMetric = mskMetrics[name];
  return (
    includesLevel(level, metric.level) &&
    metric.brokers.includes(brokers) &&
    (metric.metadata === undefined || metric.metadata === metadata) &&
    (metric.burstable === undefined || burstable)
  );
}

/** Whether a monitoring level brings the metrics of another. */
export function includesLevel(level: MonitoringLevel, wanted: MonitoringLevel): boolean {
  return monitoringLevels.indexOf(level) >= monitoringLevels.indexOf(wanted);
}
