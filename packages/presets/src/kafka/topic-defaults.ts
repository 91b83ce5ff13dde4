import type { BrokerConfig } from "./configuration/configuration.js";
import type { TopicDefaults } from "./facts.js";

const minute = 60_000;
const hour = 60 * minute;

/** How long brokers keep records, and how, where a topic does not say: KafkaFacts reads the finest unit of time that is set. Defaults: KafkaFacts's. */
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
  const milliseconds = configuration["log.retention.ms"];
  const minutes = configuration["log.retention.minutes"];
  const hours = configuration["log.retention.hours"] ?? 7 * 24;
  const retention = Number(milliseconds ?? (minutes === undefined ? Number(hours) * hour : Number(minutes) * minute));
  return {
    retention,
    retentionBytes: Number(configuration["log.retention.bytes"] ?? -1),
    localRetention: Number(configuration["log.local.retention.ms"] ?? -2),
    localRetentionBytes: Number(configuration["log.local.retention.bytes"] ?? -2),
    cleanupPolicy: configuration["log.cleanup.policy"] ?? ["delete"],
  };
}
