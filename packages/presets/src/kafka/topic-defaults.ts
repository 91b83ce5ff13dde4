import type { BrokerConfig } from "./configuration/configuration.js";
import { keyRead, oneSetting } from "./configuration/one-setting.js";
import type { TopicDefaults } from "./facts.js";

/** Milliseconds in the unit of each key. */
const units = { "log.retention.ms": 1, "log.retention.minutes": 60_000, "log.retention.hours": 3_600_000 } as const;

/** The brokers' defaults for retention and cleanup of topics. Defaults: Kafka's. */
export function retentionDefaults(
  configuration: Pick<
    BrokerConfig,
    | "log.retention.ms"
    | "log.retention.minutes"
    | "log.retention.hours"
    | "log.retention.bytes"
    | "log.local.retention.ms"
    | "log.local.retention.bytes"
    | "log.cleanup.policy"
  >,
): Omit<TopicDefaults, "replicationFactor" | "minInsyncReplicas"> {
  const key = keyRead(oneSetting.retention, configuration);
  return {
    retention: key === undefined ? 7 * 24 * units["log.retention.hours"] : Number(configuration[key]) * units[key],
    retentionBytes: Number(configuration["log.retention.bytes"] ?? -1),
    localRetention: Number(configuration["log.local.retention.ms"] ?? -2),
    localRetentionBytes: Number(configuration["log.local.retention.bytes"] ?? -2),
    cleanupPolicy: configuration["log.cleanup.policy"] ?? ["delete"],
  };
}
