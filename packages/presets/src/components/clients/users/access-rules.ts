import type { Operation, ResourceType } from "./operations.js";
import type { User as WholeUser } from "./spec.js";

type User = Pick<WholeUser, "acls">;

/** Names that a rule is for: one of them, or all that begin so; the literal `*` is Kafka's word for all. */
export interface Pattern {
  readonly kind: "literal" | "prefixed";
  readonly name: string;
}

/** A rule as Kafka's authorizer keeps it. */
export interface AccessRule {
  readonly permission: "allow" | "deny";
  readonly resource: ResourceType;
  readonly pattern: Pattern;
  readonly host: string;
  /** Sorted. */
  readonly operations: readonly Operation[];
}

/** The name by which Kafka's rules call the cluster. */
const theCluster: Pattern = { kind: "literal", name: "kafka-cluster" };

/** What a person writes as a pattern. */
export function patternOf(text: string): Pattern {
  return text.length > 1 && text.endsWith("*")
    ? { kind: "prefixed", name: text.slice(0, -1) }
    : { kind: "literal", name: text };
}

/** Whether a pattern is for a name. */
export function matches({ kind, name }: Pattern, candidate: string): boolean {
  return kind === "prefixed" ? candidate.startsWith(name) : name === "*" || name === candidate;
}

/** Whether there can be a name that two patterns are both for. */
export function overlap(one: Pattern, other: Pattern): boolean {
  if (one.kind === "literal") return one.name === "*" || matches(other, one.name);
  return other.kind === "literal"
    ? matches(one, other.name) || other.name === "*"
    : one.name.startsWith(other.name) || other.name.startsWith(one.name);
}

/** Whether the user reads in groups. */
function reads({ acls }: User): boolean {
  return acls.consume.length + acls.process.length > 0;
}

export function groupsOf(name: string, user: User): readonly Pattern[] {
  return (user.acls.groups ?? (reads(user) ? [`${name}*`] : [])).map(patternOf);
}

export function transactionalIdsOf(name: string, user: User): readonly Pattern[] {
  return (user.acls.transactionalIds ?? (user.acls.process.length > 0 ? [`${name}*`] : [])).map(patternOf);
}

/** Internal topics of a stream processor: Kafka Streams names them after the application id, which is its group, and a hyphen. */
export function internalTopicsOf(name: string, user: User): readonly Pattern[] {
  if (user.acls.process.length === 0) return [];
  return groupsOf(name, user).map(({ kind, name: group }) => ({
    kind: "prefixed",
    name: kind === "literal" ? `${group}-` : group,
  }));
}

/**
 * All rules of a user: the roles as single rules, each pattern once, in a stable order. A producer needs no separate right for idempotent
 * writes.
 *
 * Source: kafka-acls.sh, `--producer` and `--consumer`; Kafka Streams developer guide, "Required ACL setting for secure Kafka clusters"; KIP-679.
 */
export function accessRules(name: string, user: User): readonly AccessRule[] {
  const { acls } = user;
  const allow = (resource: ResourceType, patterns: readonly Pattern[], ...operations: readonly Operation[]) =>
    patterns.map((pattern): AccessRule => ({ permission: "allow", resource, pattern, host: "*", operations }));
  const topics = (list: readonly string[]) => list.map(patternOf);
  return merged([
    ...allow("topic", topics(acls.produce), "Describe", "Write"),
    ...allow("topic", topics(acls.consume), "Describe", "Read"),
    ...allow("topic", topics(acls.process), "Describe", "Read", "Write"),
    ...allow("topic", internalTopicsOf(name, user), "All"),
    ...allow("group", groupsOf(name, user), "Read"),
    ...allow("transactional-id", transactionalIdsOf(name, user), "Describe", "Write"),
    ...acls.rules.map(
      (rule): AccessRule => ({
        permission: rule.permission,
        resource: rule.resource,
        pattern: rule.resource === "cluster" ? theCluster : patternOf(rule.name),
        host: rule.host,
        operations: rule.operations,
      }),
    ),
  ]);
}

/** Something that a user has to be allowed. */
export interface Right {
  readonly resource: Exclude<ResourceType, "cluster">;
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** Whether a rule gives the operation to every host: addresses of pods change. */
function gives({ permission, host, operations }: AccessRule, operation: Operation): boolean {
  return permission === "allow" && host === "*" && names(operations, operation);
}

function names(operations: readonly Operation[], operation: Operation): boolean {
  return operations.includes(operation) || operations.includes("All");
}

/** Whether the rules let make topics of any name. */
function makesTopics(rules: readonly AccessRule[]): boolean {
  return rules.some((rule) => rule.resource === "cluster" && gives(rule, "Create"));
}

/** Those of the rights that the rules do not give to every host, or take away from any. */
export function missingRights(rights: readonly Right[], rules: readonly AccessRule[]): readonly Right[] {
  return rights.flatMap(({ resource, name, operations }) => {
    const own = rules.filter((rule) => rule.resource === resource && matches(rule.pattern, name));
    const missing = operations.filter(
      (operation) =>
        own.some((rule) => rule.permission === "deny" && names(rule.operations, operation)) ||
        !(own.some((rule) => gives(rule, operation)) || (operation === "Create" && makesTopics(rules))),
    );
    return missing.length > 0 ? [{ resource, name, operations: missing }] : [];
  });
}

/** Whether a user of these rules may read any topic that the pattern is for. */
export function mayReadSome(rules: readonly AccessRule[], topics: Pattern): boolean {
  return rules.some((rule) => rule.resource === "topic" && gives(rule, "Read") && overlap(topics, rule.pattern));
}

/** Whether a user of these rules may read in a group, from whatever host. */
export function readsIn(rules: readonly AccessRule[], group: string): boolean {
  const fromAnywhere = rules.map((rule) => ({ ...rule, host: "*" }));
  return missingRights([{ resource: "group", name: group, operations: ["Read"] }], fromAnywhere).length === 0;
}

function merged(rules: readonly AccessRule[]): readonly AccessRule[] {
  const byKey = new Map<string, AccessRule>();
  for (const rule of rules) {
    const key = [rule.resource, rule.pattern.kind, rule.pattern.name, rule.permission, rule.host].join("\t");
    const all = new Set([...(byKey.get(key)?.operations ?? []), ...rule.operations]);
    byKey.set(key, { ...rule, operations: all.has("All") ? ["All"] : [...all].sort() });
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}
