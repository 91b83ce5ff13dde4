import { type AccessRule, matches } from "../users/access-rules.js";
import type { Operation } from "../users/operations.js";
import type { KafkaConnectSpec } from "./spec.js";

/** Something that a user has to be allowed. */
export interface Right {
  readonly resource: "topic" | "group";
  readonly name: string;
  readonly operations: readonly Operation[];
}

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

/** Whether the rules let make topics of any name. */
function makesTopics(rules: readonly AccessRule[]): boolean {
  return rules.some(
    ({ resource, permission, operations }) =>
      resource === "cluster" && permission === "allow" && (operations.includes("Create") || operations.includes("All")),
  );
}

/** Those of the rights that the rules do not give, or take away. */
export function missingRights(rights: readonly Right[], rules: readonly AccessRule[]): readonly Right[] {
  return rights.flatMap(({ resource, name, operations }) => {
    const own = rules.filter((rule) => rule.resource === resource && matches(rule.pattern, name));
    const says = (permission: AccessRule["permission"], operation: Operation) =>
      own.some(
        (rule) =>
          rule.permission === permission && (rule.operations.includes(operation) || rule.operations.includes("All")),
      );
    const missing = operations.filter(
      (operation) =>
        says("deny", operation) || !(says("allow", operation) || (operation === "Create" && makesTopics(rules))),
    );
    return missing.length > 0 ? [{ resource, name, operations: missing }] : [];
  });
}
