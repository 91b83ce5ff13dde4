import type { ReplacedKeys } from "@streamform/core";
import type { BrokerKey, TopicKey } from "./facts.js";

/**
 * Broker keys that set one thing in several units. Kafka reads the first of a group that is set and ignores the rest.
 *
 * Source: Apache Kafka documentation, "Broker Configs": log.retention.ms, log.retention.minutes, log.roll.ms, log.roll.jitter.ms
 */
export const oneSetting = {
  retention: ["log.retention.ms", "log.retention.minutes", "log.retention.hours"],
  roll: ["log.roll.ms", "log.roll.hours"],
  rollJitter: ["log.roll.jitter.ms", "log.roll.jitter.hours"],
} as const satisfies Readonly<Record<string, readonly BrokerKey[]>>;

const groups: readonly (readonly string[])[] = Object.values(oneSetting);

/**
 * The older key for both bounds of a record's timestamp, with the newer keys for one bound each. Kafka prefers the newer keys, so they would
 * take the effect from the older key of an upper layer. A newer key does not replace the older one, which still sets the other bound.
 *
 * Source: Apache Kafka 3.9, LogConfig.getMessageTimestampBeforeMaxMs
 */
const timestampBounds = {
  "message.timestamp.difference.max.ms": ["message.timestamp.before.max.ms", "message.timestamp.after.max.ms"],
} as const satisfies { readonly [Key in TopicKey]?: readonly TopicKey[] };

/** Topic keys that a layer removes from the layers below when it writes another. */
export const replacedTopicKeys: ReplacedKeys = timestampBounds;

/** Broker keys that a layer removes from the layers below when it writes another. */
export const replacedKeys: ReplacedKeys = Object.fromEntries([
  ...groups.flatMap((group) => group.map((key) => [key, group.filter((other) => other !== key)] as const)),
  ...Object.entries(timestampBounds).map(
    ([key, others]) => [`log.${key}`, others.map((other) => `log.${other}`)] as const,
  ),
]);

type Configuration = Readonly<Record<string, unknown>>;

/** The written configuration with our defaults below it. A default does not apply if another key of the same setting is written. */
export function withDefaults<Defaults extends Configuration, Written extends Configuration>(
  defaults: Defaults,
  written: Written,
): Defaults & Written {
  const isDecided = (key: string) => (groupOf(key) ?? [key]).some((other) => written[other] !== undefined);
  const open = Object.entries(defaults).filter(([key]) => !isDecided(key));
  return { ...Object.fromEntries(open), ...written } as Defaults & Written;
}

/** The key of a group that Kafka reads: the first that is set; undefined where none is. */
export function keyRead<Key extends string>(group: readonly Key[], configuration: Configuration): Key | undefined {
  return group.find((key) => configuration[key] !== undefined);
}

/** Keys that Kafka ignores because a finer unit of the same setting is set, each with the key that Kafka reads. */
export function ignoredKeys(configuration: Configuration): readonly { readonly key: string; readonly read: string }[] {
  return groups.flatMap((group) => {
    const [read, ...ignored] = group.filter((key) => configuration[key] !== undefined);
    return read === undefined ? [] : ignored.map((key) => ({ key, read }));
  });
}

function groupOf(key: string): readonly string[] | undefined {
  return groups.find((group) => group.includes(key));
}
