import type { Right } from "../users/access-rules.js";
import { fitting, type Sink, sinksOf } from "./sinks.js";
import type { KafkaConnectSpec } from "./spec.js";

/**
 * The rights that the workers' user needs, as far as the spec shows them. Only a source's own configuration names the topics that it writes to. Workers
 * create a sink's dead-letter topic if it is missing.
 *
 * @param known topics that somebody else creates, so that workers do not have to
 * Source: Confluent documentation, "Kafka Connect Security Basics", ACL considerations; Strimzi documentation, "Kafka Connect user authorization";
 * KIP-298 (dead letters); KIP-618 (exactly-once support for sources)
 */
export function rightsOf(spec: KafkaConnectSpec, known: readonly string[]): readonly Right[] {
  const { groupId, storage, connectors } = spec;
  const state = [storage.configs, storage.offsets, storage.status];
  const made = (name: string, ...operations: Right["operations"]): Right => ({
    resource: "topic",
    name,
    operations: known.includes(name) ? operations : ["Create", ...operations],
  });
  const sinks = sinksOf(connectors);
  return [
    ...transactionalIds(spec, sinks).map(
      (name): Right => ({ resource: "transactional-id", name, operations: ["Describe", "Write"] }),
    ),
    { resource: "group", name: groupId, operations: ["Read"] },
    ...state.map((name) => made(name, "Read", "Write")),
    ...sinks.flatMap(({ name, topics, regex, deadLetters }): readonly Right[] => [
      { resource: "group", name: `connect-${name}`, operations: ["Read"] },
      ...[...topics, ...(regex ? (fitting(regex, known) ?? []) : [])].map(
        (topic): Right => ({ resource: "topic", name: topic, operations: ["Read"] }),
      ),
      ...(deadLetters ? [made(deadLetters, "Write")] : []),
    ]),
  ];
}

/** With exactly-once support the leader writes configurations in transactions, and once it is enabled each task of a source its records. */
function transactionalIds(
  { groupId, configuration, connectors }: KafkaConnectSpec,
  sinks: readonly Sink[],
): readonly string[] {
  const support = String(configuration["exactly.once.source.support"]).toLowerCase();
  if (support !== "preparing" && support !== "enabled") return [];
  const sources = Object.entries(connectors).filter(([name]) => !sinks.some((sink) => sink.name === name));
  const tasks = sources.flatMap(([name, { tasksMax }]) =>
    Array.from({ length: tasksMax }, (_, task) => `${groupId}-${name}-${task}`),
  );
  return [`connect-cluster-${groupId}`, ...(support === "enabled" ? tasks : [])];
}
