import { provider } from "../../../kafka/login.js";
import type { KafkaConnectSpec } from "./spec.js";

/** The brokers' own default, where a factor of topics is asked for. */
const brokersDefault = -1;

type Settings = Readonly<Record<string, string | number | boolean>>;

/** Settings of workers on every Kafka, without their group, topics and login. */
export function workerSettings({ storage, converters, configuration }: KafkaConnectSpec): Settings {
  const factor = storage.replicationFactor ?? brokersDefault;
  return {
    "config.storage.replication.factor": factor,
    "offset.storage.replication.factor": factor,
    "status.storage.replication.factor": factor,
    ...converterSettings("key", converters.key),
    ...converterSettings("value", converters.value),
    ...provider,
    ...configuration,
  };
}

function converterSettings(of: "key" | "value", converter: KafkaConnectSpec["converters"]["key"]): Settings {
  const entries = Object.entries(converter.config).map(([key, value]) => [`${of}.converter.${key}`, value]);
  return { [`${of}.converter`]: converter.class, ...Object.fromEntries(entries) };
}
