import type { Right } from "../users/access-rules.js";
import { fitting, sinksOf } from "./sinks.js";
import type { KafkaConnectSpec } from "./spec.js";

/**
 * What the user of the workers has to be allowed, as far as the spec tells: where sources write, only their own configuration says. Workers make
 * a sink's topic of dead letters if it is not there.
 *
 * @param known topics that somebody else makes, so that workers need not
 * Source: Confluent documentation, "Kafka Connect Security Basics", ACL considerations; Strimzi documentation, "Kafka Connect user authorization"; KIP-298 (dead letters)
 */
export function rightsOf(
  { groupId, storage, connectors }: KafkaConnectSpec,
  known: readonly string[],
): readonly Right[] {
  const state = [storage.configs, storage.offsets, storage.status];
  const made = (name: string, ...operations: Right["operations"]): Right => ({
    resource: "topic",
    name,
    operations: known.includes(name) ? operations : ["Create", ...operations],
  });
  return [
    { resource: "group", name: groupId, operations: ["Read"] },
    ...state.map((name) => made(name, "Read", "Write")),
    ...sinksOf(connectors).flatMap(({ name, topics, regex, deadLetters }): readonly Right[] => [
      { resource: "group", name: `connect-${name}`, operations: ["Read"] },
      ...[...topics, ...(regex ? (fitting(regex, known) ?? []) : [])].map(
        (topic): Right => ({ resource: "topic", name: topic, operations: ["Read"] }),
      ),
      ...(deadLetters ? [made(deadLetters, "Write")] : []),
    ]),
  ];
}
