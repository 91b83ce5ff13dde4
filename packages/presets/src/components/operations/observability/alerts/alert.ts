import type { Role } from "../../../../kubernetes/workload.js";

export type Severity = "critical" | "warning" | "info";

/** The cluster that alerts are about, and how many of each role it is made to have; a role that it lacks has none. */
export interface Scope {
  readonly cluster: string;
  readonly namespace: string;
  readonly expected: Readonly<Partial<Record<Role, number>>>;
  /** Consumer groups with limits of their own, by name. */
  readonly groups: Readonly<Record<string, GroupLimits>>;
}

/** Records that a group may be behind on a topic; on all that it reads where none is named. */
export interface GroupLimits {
  readonly topics?: readonly string[] | undefined;
  readonly warning?: number | undefined;
  readonly critical?: number | undefined;
}

/** What an expression is made from: `of(role)` is the matchers that find the cluster's series, of one role or of all. */
export interface Measured extends Scope {
  readonly of: (role?: Role) => string;
  readonly threshold: number;
  /** Regular expression of the pods that are nodes of the cluster. */
  readonly pods: string;
}

/** Units of thresholds, as the spec's page and the runbook name them. */
export type Unit = "percent" | "milliseconds" | "seconds" | "hours" | "days" | "records" | "per second" | "count";

export interface Threshold {
  /** What is compared, as `Use of a volume`. */
  readonly what: string;
  readonly unit: Unit;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** What whoever is woken reads: what it means, how to look, what to do. Sentences in Markdown; commands stand in backticks, Kafka's tools behind `{{tools}}`. */
export interface Runbook {
  readonly means: string;
  readonly look: readonly string[];
  readonly act: readonly string[];
}

/** One thing that somebody has to know, for every engine the same. */
export interface Alert {
  readonly severity: Severity;
  /** How long it has to last, in Prometheus' units. */
  readonly for: string;
  /** The figure that a spec can change; an alert without one compares with what the cluster is made to have, or with none at all. */
  readonly threshold?: Threshold;
  /** Roles of which the cluster has to have one; without them the alert could never fire. */
  readonly needs?: Role;
  readonly expression: (measured: Measured) => string;
  /** Templates of Prometheus: `{{ $labels.pod }}`, `{{ $value }}`; `{{cluster}}` and `{{namespace}}` are filled in here. */
  readonly summary: string;
  readonly description: string;
  readonly runbook: Runbook;
}

/** Alerts that belong together: a group of rules, and a chapter of the runbook. */
export interface AlertGroup<Name extends string = string> {
  readonly name: string;
  readonly title: string;
  readonly alerts: Readonly<Record<Name, Alert>>;
}

/** Keeps the names of the alerts in the type, so that the spec and the test cases know them. */
export function alertGroup<const Name extends string>(group: AlertGroup<Name>): AlertGroup<Name> {
  return group;
}

/** Nodes of a role that do not answer, and how many are found where some have no pod at all, which no series would tell. */
export function down({ of, expected }: Measured, role: Role): string {
  const found = `(count(up{${of(role)}}) or vector(0)) < ${expected[role] ?? 1}`;
  return `up{${of(role)}} == 0 or label_replace(${found}, "pod", "a pod that is missing", "", "")`;
}

/** The scope with what expressions need besides. */
export function measured(scope: Scope, threshold: number): Measured {
  const cluster = `namespace="${scope.namespace}",kafka_cluster="${scope.cluster}"`;
  return {
    ...scope,
    threshold,
    of: (role) => (role === undefined ? cluster : `${cluster},kafka_role="${role}"`),
    pods: `${scope.cluster}-(broker|controller|zookeeper)-[0-9]+`,
  };
}
