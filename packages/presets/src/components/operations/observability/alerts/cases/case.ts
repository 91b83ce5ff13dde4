import { lagMeasures } from "../../../../../kafka/metrics/lag-measures.js";
import { ownMetrics } from "../../../../../kafka/metrics/own-metrics.js";
import type { Role } from "../../../../../kubernetes/workload.js";
import { mskMeasures } from "../../../../kafka/msk/measures.js";
import type { AlertGroup, Scope } from "../alert.js";

const cluster = { cluster: "analytics", namespace: "kafka" };
/** The cluster that the cases are about. */
export const tested: Scope = {
  ...cluster,
  node: ownMetrics.node,
  volumeLabel: ownMetrics.volumeLabel,
  log: ownMetrics.log,
  measures: { ...ownMetrics.measures(cluster), ...lagMeasures },
  expected: {
    broker: 3,
    controller: 3,
    zookeeper: 3,
    "lag-exporter": 1,
    "mirror-maker": 2,
    connect: 1,
    "schema-registry": 2,
  },
  agents: true,
  groups: { billing: { topics: ["orders"], warning: 50, critical: 500 } },
};

/** The same cluster on Amazon MSK, with ZooKeeper and both exporters: what can be measured there at most. */
export const testedOnMsk: Scope = {
  ...tested,
  node: "broker",
  volumeLabel: "pod",
  measures: mskMeasures({ metadata: "zookeeper", volumes: true }),
  expected: { broker: 3 },
  agents: false,
};

/** An alert that fires: labels of its expression's result, but for those of the cluster, and its value as the annotations show it. */
export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Series in promtool's notation, one value a minute, and what fires after a while; nothing, where it is silent. */
export interface Case {
  readonly series: Readonly<Record<string, string>>;
  readonly after: string;
  readonly fires: readonly Firing[];
}

/** Of each alert of a group, series that make it fire and series that do not. */
export type CasesOf<Group> =
  Group extends AlertGroup<infer Name>
    ? Readonly<Record<Name, { readonly fires: Case; readonly silent: Case }>>
    : never;

export type Series = Readonly<Record<string, string>>;

export const fires = (series: Series, after: string, ...firing: readonly Firing[]): Case => ({
  series,
  after,
  fires: firing,
});
export const silent = (series: Series, after: string): Case => ({ series, after, fires: [] });

type Labels = Readonly<Record<string, string>>;
const joined = (labels: Labels) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(",");

const scope = { namespace: tested.namespace, kafka_cluster: tested.cluster };
const pod = (role: Role, id: number) => `${tested.cluster}-${role}-${id}`;

/** A series of a pod of the cluster. */
export function of(role: Role, id: number, metric: string, labels: Labels = {}): string {
  return `${metric}{${joined({ ...scope, kafka_role: role, pod: pod(role, id), ...labels })}}`;
}

/** A series that a recording rule has made. */
export function recorded(metric: string, labels: Labels): string {
  return `${metric}{${joined({ ...scope, ...labels })}}`;
}

/** A series of what knows the namespace alone: kube-state-metrics, the kubelets. */
export function inNamespace(metric: string, labels: Labels): string {
  return `${metric}{${joined({ namespace: tested.namespace, ...labels })}}`;
}

/** What fires for a pod whose series keeps its labels. */
export function at(role: Role, id: number, value: string, labels: Labels = {}): Firing {
  return { labels: { kafka_role: role, pod: pod(role, id), ...labels }, value };
}

/** What fires for a sum by these labels. */
export const by = (labels: Labels, value: string): Firing => ({ labels, value });
