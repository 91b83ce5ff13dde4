import type { Kafka, TopicDefaults } from "../../../kafka/kafka.js";
import type { Topic } from "./spec.js";

/** What a topic keeps on the brokers' disks, all copies together. */
export interface Kept {
  /** Bytes; infinite where nothing is ever deleted. */
  readonly bytes: number;
  /** The arithmetic in words: `1.0 MiB/s × 168 h × 3 copies`. */
  readonly sum: string;
}

/** A topic's configuration with the brokers' defaults. */
export function policiesOf({ config }: Pick<Topic, "config">, defaults: Pick<TopicDefaults, "cleanupPolicy">) {
  return config["cleanup.policy"] ?? defaults.cleanupPolicy;
}

/** Whether a topic's old segments move to tiered storage. */
export function isTiered({ config }: Pick<Topic, "config">, { tieredStorage }: Pick<Kafka, "tieredStorage">): boolean {
  return tieredStorage && config["remote.storage.enable"] === true;
}

/**
 * What a topic of a stated throughput keeps on disk. Undefined where that does not follow from its throughput: a topic that is only compacted keeps
 * as much as it has keys.
 */
export function keptBy(topic: Topic, kafka: Pick<Kafka, "defaults" | "tieredStorage">): Kept | undefined {
  const { defaults } = kafka;
  const { throughput, partitions } = topic;
  if (throughput === undefined || !policiesOf(topic, defaults).includes("delete")) return undefined;
  const local = onDisk(topic, kafka);
  const factor = topic.replicationFactor ?? defaults.replicationFactor;
  const copies = factor === 1 ? "1 copy" : `${factor} copies`;
  const byTime = bounded(local.time) * (throughput / 1000);
  const bySize = bounded(local.size) * partitions;
  const rate = `${(throughput / 1024 ** 2).toFixed(1)} MiB/s`;
  const time = local.time < 0 ? "for ever" : `${Math.round(local.time / 3_600_000)} h`;
  return {
    bytes: Math.min(byTime, bySize) * factor,
    sum:
      bySize < byTime
        ? `${Math.ceil(local.size / 1024 ** 3)} GiB × ${partitions} partitions × ${copies}`
        : `${rate} × ${time} × ${copies}`,
  };
}

/**
 * How long a byte that is written lies on the brokers' disks, in milliseconds, copies counted, where writes go to all partitions alike. Topics
 * that are only compacted, or that keep everything, are left out; undefined where no other is there.
 */
export function timeOnDisk(topics: readonly Topic[], kafka: Pick<Kafka, "defaults" | "tieredStorage">) {
  const counted = topics.flatMap((topic) => {
    const { time } = onDisk(topic, kafka);
    const copies = topic.replicationFactor ?? kafka.defaults.replicationFactor;
    return time >= 0 && policiesOf(topic, kafka.defaults).includes("delete")
      ? [{ partitions: topic.partitions, time: time * copies }]
      : [];
  });
  const partitions = counted.reduce((sum, topic) => sum + topic.partitions, 0);
  return partitions === 0
    ? undefined
    : counted.reduce((sum, topic) => sum + topic.partitions * topic.time, 0) / partitions;
}

/** A local bound with the meaning "as much as the whole topic". */
export const asInAll = -2;

/** How long a topic keeps records in all, and how long on the brokers' disks where it is tiered: milliseconds, and bytes of a partition. */
export function retentionOf({ config }: Pick<Topic, "config">, { defaults }: Pick<Kafka, "defaults">) {
  return {
    whole: {
      time: Number(config["retention.ms"] ?? defaults.retention),
      size: Number(config["retention.bytes"] ?? defaults.retentionBytes),
    },
    local: {
      time: Number(config["local.retention.ms"] ?? defaults.localRetention),
      size: Number(config["local.retention.bytes"] ?? defaults.localRetentionBytes),
    },
  };
}

/** What of a topic stays on the brokers' disks: all, or the local part where it is tiered. */
export function onDisk(topic: Topic, kafka: Pick<Kafka, "defaults" | "tieredStorage">) {
  const { whole, local } = retentionOf(topic, kafka);
  return isTiered(topic, kafka)
    ? { time: followed(local.time, whole.time), size: followed(local.size, whole.size) }
    : whole;
}

function followed(local: number, whole: number): number {
  return local === asInAll ? whole : local;
}

function bounded(limit: number): number {
  return limit < 0 ? Number.POSITIVE_INFINITY : limit;
}
