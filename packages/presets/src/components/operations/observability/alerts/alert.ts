import type { ClusterScope, KafkaMetrics } from "../../../../kafka/metrics/kafka-metrics.js";
import { anyOf, lacking, type Measures, type Series, seriesOf } from "../../../../kafka/metrics/measures.js";
import { agentMeasures } from "../../../../kafka/metrics/own-metrics.js";
import type { Role } from "../../../../kubernetes/workload.js";

export type Severity = "critical" | "warning" | "info";

/** The cluster that alerts are about, what can be measured of it, and how many of each role it is made to have; a role that it lacks has none. */
export interface Scope extends ClusterScope, Pick<KafkaMetrics, "node" | "volumeLabel" | "log"> {
  readonly measures: Measures;
  readonly expected: Readonly<Partial<Record<Role, number>>>;
  /** Whether pods of the environment run with this project's JMX exporter. */
  readonly agents: boolean;
  /** Consumer groups with their own limits, by name. */
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
  readonly series: Series;
  readonly threshold: number;
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

/** The runbook's text for people on call: meaning, investigation, action. Sentences in Markdown; commands are in backticks, Kafka's tools follow `{{tools}}`. */
export interface Runbook {
  readonly means: string;
  readonly look: readonly RunbookStep[];
  readonly act: readonly RunbookStep[];
}

/**
 * A step of the runbook, perhaps for one kind of nodes only. In its text, `{{node}}` is the word for a node, `{{log}}` the command for
 * its log, and `{{measure:leaders}}` a measure. If the environment lacks one of these, the step is left out.
 */
export type RunbookStep = string | { readonly nodes: KafkaMetrics["node"]; readonly step: string };

/** A step where nodes are pods. */
export function inPods(step: string): RunbookStep {
  return { nodes: "pod", step };
}

/** A step where somebody else runs the brokers. */
export function hosted(step: string): RunbookStep {
  return { nodes: "broker", step };
}

/** One thing that somebody has to know, for every engine the same. */
export interface Alert {
  readonly severity: Severity;
  /** How long it has to last, in Prometheus' units. */
  readonly for: string;
  /** The threshold that a spec can change. An alert without one compares with the cluster's own figures, or with nothing. */
  readonly threshold?: Threshold;
  /** Role of which the cluster has to have one, where the expression itself does not ask for it. */
  readonly needs?: Role;
  /** PromQL; an alert whose expression asks for a measure that the Kafka lacks, or for a role, is left out. */
  readonly expression: (measured: Measured) => string;
  /** Templates of Prometheus: `{{ $labels.pod }}`, `{{ $value }}`; `{{cluster}}`, `{{namespace}}`, `{{node}}` and `{{volume}}` are filled in here. */
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

/** Nodes of a role that do not answer, and the number of found nodes if some have no pod, because those have no series. */
export function down({ of, expected, node }: Measured, role: Role): string {
  const found = `(count(up{${of(role)}}) or vector(0)) < ${expected[role] ?? 1}`;
  return `up{${of(role)}} == 0 or label_replace(${found}, "pod", "a ${node} that is missing", "", "")`;
}

/** Alerts for every JVM, with the names of each exporter: the Kafka's own nodes, and the pods beside them. */
export function ofEveryProcess(
  { measures, agents, series, of }: Measured,
  expression: (series: Series, all: string) => string,
): string {
  const beside = agents && measures.heapUsed !== agentMeasures.heapUsed ? [seriesOf(agentMeasures)] : [];
  return anyOf([series, ...beside].map((named) => expression(named, of())));
}

/** The scope with what expressions need besides. */
export function measured(scope: Scope, threshold: number): Measured {
  const cluster = `namespace="${scope.namespace}",kafka_cluster="${scope.cluster}"`;
  return {
    ...scope,
    threshold,
    of: (role) => {
      if (role === undefined) return cluster;
      return scope.expected[role] === undefined ? lacking(role) : `${cluster},kafka_role="${role}"`;
    },
    series: seriesOf(scope.measures),
  };
}
