import type { ClusterExports } from "../exports.js";

/** What a pod of the cluster does. */
export type Role = "broker" | "controller" | "zookeeper";

/** Ports of ZooKeeper: TLS for clients, and between its servers; nothing is served in the clear. */
export const zookeeperPorts = { client: 2182, quorum: 2888, election: 3888 } as const;

/** Where pods serve metrics, by role. */
export const metricsPorts = { broker: 7071, controller: 7071, zookeeper: 7070 } as const;

/** Ids of controllers begin here, behind those of as many brokers as a cluster can have: the ordinal of a pod is its id. */
export const firstController = 100;

/** Folders in the containers. */
export const folders = {
  configuration: "/etc/streamform",
  certificate: "/etc/streamform-certificate",
  /** What a start makes anew: key store, rendered configuration, marks for the probes. It is kept in memory. */
  run: "/run/streamform",
  kafkaData: "/var/lib/kafka/data",
  kafkaLogs: "/var/log/kafka",
  zookeeperData: "/var/lib/zookeeper/data",
  zookeeperLog: "/var/lib/zookeeper/log",
} as const;

type Named = Pick<ClusterExports, "cluster">;

/** StatefulSet of a role: also the name of its ConfigMap, ServiceAccount, certificate and PodDisruptionBudget. */
export function nameOf({ cluster }: Named, role: Role): string {
  return `${cluster}-${role}`;
}

/** Headless Service that names each pod of a role. */
export function headlessOf(exports: Pick<ClusterExports, "cluster" | "brokersService">, role: Role): string {
  if (role === "broker") return exports.brokersService;
  return `${exports.cluster}-${role === "controller" ? "kafka-controllers" : "zookeeper-nodes"}`;
}

/** Distinguished name of a role's certificate, as Kafka's principals and ZooKeeper's access lists have it. */
export function subjectOf(exports: Named, role: Role): string {
  return `CN=${nameOf(exports, role)}`;
}

/** Labels by which Services, budgets and NetworkPolicies find the pods of a role: they never change. */
export function labelsOf({ cluster }: Named, role: Role): Record<string, string> {
  return {
    "app.kubernetes.io/name": "kafka-cluster",
    "app.kubernetes.io/part-of": cluster,
    "app.kubernetes.io/component": role,
  };
}

/** Names of the pods of a role, in the order of their ordinals. */
export function podsOf(exports: Named, role: Role, replicas: number): string[] {
  const first = role === "controller" ? firstController : 0;
  return Array.from({ length: replicas }, (_, index) => `${nameOf(exports, role)}-${first + index}`);
}

/** Name in DNS by which pods of the namespace and of others find a pod; the cluster's own domain is left to the resolver. */
export function hostOf(
  exports: Pick<ClusterExports, "cluster" | "brokersService">,
  namespace: string,
  role: Role,
  pod: string,
): string {
  return `${pod}.${headlessOf(exports, role)}.${namespace}.svc`;
}
