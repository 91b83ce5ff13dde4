import type { Text } from "@streamform/core";
import type { Role } from "../../kubernetes/workload.js";
import type { Measures } from "./measures.js";

/** What can be measured of a Kafka, and how. */
export interface KafkaMetrics {
  /** Word for its nodes: `pod`, or `broker` if somebody else runs them. The label `pod` of the series names both. */
  readonly node: "pod" | "broker";
  /** The PromQL of each measure. Alerts and panels of missing measures are left out. */
  readonly measures: (scope: ClusterScope) => Measures;
  /** Label that names a data volume among the series of volumes. */
  readonly volumeLabel: string;
  /** Exporters that are not pods of the cluster. Pods with metrics are among the environment's workloads. */
  readonly targets: readonly Targets[];
  /** Pods of the operator that runs it, and their port of metrics. */
  readonly operator?:
    | { readonly namespace: string; readonly labels: Readonly<Record<string, string>>; readonly portName: string }
    | undefined;
  /** Values by which kube-state-metrics watches the operator's resources, and the operator's name. */
  readonly resources?: { readonly operator: string; readonly values: URL } | undefined;
  /** What to write in the spec for metrics, where they are switched off: as `msk: { openMonitoring: { jmx: true } }`. */
  readonly turnOn?: string | undefined;
  /** Command for a node's log, for the runbook. `POD` stands for the node; `{{namespace}}` is filled in. */
  readonly log?: string | undefined;
}

/** The cluster as labels name it: the values of `namespace` and `kafka_cluster`. */
export interface ClusterScope {
  readonly cluster: string;
  readonly namespace: string;
}

/** Exporters of one kind that Prometheus reaches by their addresses. */
export interface Targets {
  /** Name for people and objects: `brokers`. */
  readonly name: string;
  /** Value of the label `kafka_role`. */
  readonly of: Role | (string & Record<never, never>);
  /** How many there are. */
  readonly count: number;
  readonly port: number;
  /** Their `host:port`; text with holes where only Terraform learns it. */
  readonly addresses: readonly (string | Text)[];
  /** Regular expression over `host:port` whose first group names the node, the label `pod`. */
  readonly node: string;
}
