import type { ClusterExports } from "../exports.js";

type Cluster = Pick<ClusterExports, "cluster">;

/** Pools of the nodes: with the cluster's name before them they begin the names of its pods. */
export const pools = { broker: "broker", controller: "controller" } as const;

/** Label by which Strimzi's objects belong to a cluster. */
export function clusterLabel({ cluster }: Cluster) {
  return { "strimzi.io/cluster": cluster };
}

/** Labels of a pool's pods that never change. */
export function poolLabels(of: Cluster, pool: keyof typeof pools) {
  return { ...clusterLabel(of), "strimzi.io/pool-name": pools[pool] };
}

/** Labels of the entity operator's pod and of Cruise Control's. */
export function entityOperatorLabels(of: Cluster) {
  return { ...clusterLabel(of), "strimzi.io/name": `${of.cluster}-entity-operator` };
}

export function cruiseControlLabels(of: Cluster) {
  return { ...clusterLabel(of), "strimzi.io/name": `${of.cluster}-cruise-control` };
}

/** Labels of the operator's own pod. */
export const operatorLabels = { "strimzi.io/kind": "cluster-operator" } as const;

/** ConfigMap with the JMX exporter's configuration. */
export function metricsConfigMap({ cluster }: Cluster): string {
  return `${cluster}-metrics`;
}

/** Certificate of all listeners, and the Secret that cert-manager keeps it in. */
export function listenerCertificate({ cluster }: Cluster): string {
  return `${cluster}-listeners`;
}

/** Templates of the rebalances after brokers are added and before brokers are removed. */
export function rebalanceTemplates({ cluster }: Cluster) {
  return [
    { mode: "add-brokers", name: `${cluster}-add-brokers` },
    { mode: "remove-brokers", name: `${cluster}-remove-brokers` },
  ] as const;
}
