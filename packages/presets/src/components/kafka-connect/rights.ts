import type { Right } from "../users/access-rules.js";
import type { KafkaConnectSpec } from "./spec.js";

/**
 * What the user of the workers has to be allowed, as far as the spec tells: where sources write, only their own configuration says.
 *
 * @param made topics that somebody else makes, so that workers need not
 * Source: Confluent documentation, "Kafka Connect Security Basics", ACL considerations; Strimzi documentation, "Kafka Connect user authorization"
 */
export function rightsOf(
  { groupId, storage, connectors }: KafkaConnectSpec,
  made: readonly string[],
): readonly Right[] {
  const state = [storage.configs, storage.offsets, storage.status];
  const sinks = Object.entries(connectors).flatMap(([name, { topics }]) => (topics ? [{ name, topics }] : []));
  return [
    { resource: "group", name: groupId, operations: ["Read"] },
    ...state.map(
      (name): Right => ({
        resource: "topic",
        name,
        operations: made.includes(name) ? ["Read", "Write"] : ["Create", "Read", "Write"],
      }),
    ),
    ...sinks.flatMap(({ name, topics }): readonly Right[] => [
      { resource: "group", name: `connect-${name}`, operations: ["Read"] },
      ...topics.map((topic): Right => ({ resource: "topic", name: topic, operations: ["Read"] })),
    ]),
  ];
}
