import type { Kafka, TopicDefaults } from "../../kafka/kafka.js";
import type { Topic } from "./spec.js";

/** What a topic keeps on the brokers' disks, all copies together. */
export interface Kept {
  /** Bytes; infinite where nothing is ever deleted. */
  readonly bytes: number;
  /** The arithmetic in words: `1.0 MiB/s × 168 h × 3 copies`. */
  readonly sum: string;
}

/** A topic's configuration with what it takes over from the brokers. */
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
  const { throughput, partitions, config } = topic;
  if (throughput === undefined || !policiesOf(topic, defaults).includes("delete")) return undefined;
  const total = { time: Number(config["retention.ms"] ?? defaults.retention), size: sizeOf(topic, defaults) };
  const local = isTiered(topic, kafka)
    ? {
        time: localOr(config["local.retention.ms"], total.time),
        size: localOr(config["local.retention.bytes"], total.size),
      }
    : total;
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

function sizeOf({ config }: Pick<Topic, "config">, { retentionBytes }: Pick<TopicDefaults, "retentionBytes">): number {
  return Number(config["retention.bytes"] ?? retentionBytes);
}

/** A local bound; -2 and what is not set follow the whole topic's. */
function localOr(local: unknown, total: number): number {
  return local === undefined || Number(local) === -2 ? total : Number(local);
}

function bounded(limit: number): number {
  return limit < 0 ? Number.POSITIVE_INFINITY : limit;
}
