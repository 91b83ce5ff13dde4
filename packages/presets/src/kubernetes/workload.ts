import { defineCollection } from "@streamform/core";

/** Who may open connections to pods. Labels and namespaces together mean pods with these labels in that namespace. */
export type Peer =
  /** Pods of the environment's namespace, or of another one. */
  | { readonly labels: Readonly<Record<string, string>>; readonly namespace?: string }
  /** All pods of a namespace; the environment's own where none is named. */
  | { readonly namespace: string | undefined }
  /** Addresses outside the cluster. */
  | { readonly cidr: string };

/** An allowed connection to pods. NetworkPolicies deny all others. */
export interface Flow {
  readonly port: number;
  /** Purpose, such as `replication between brokers`, for the policy's annotation. */
  readonly what: string;
  readonly from: readonly Peer[];
}

/** CPU in cores and memory in MiB. */
export interface Compute {
  readonly cpu: number;
  readonly memory: number;
}

/** Kinds of processes that alerts and dashboards are made for. */
export type Role =
  | "broker"
  | "controller"
  | "zookeeper"
  | "connect"
  | "mirror-maker"
  | "lag-exporter"
  | "cruise-control"
  | "schema-registry";

/** Metrics that pods serve over HTTP at `/metrics`. */
export interface MetricsEndpoint {
  readonly port: number;
  /** Name of the container's port. */
  readonly portName: string;
  /**
   * Kind of process, and the label `kafka_role` of its metrics, which alerts and dashboards use. Pods of your own component
   * have their own word, for your own alerts.
   */
  readonly of: Role | (string & Record<never, never>);
}

/**
 * Pods that a component's objects bring into the environment's namespace, whether it or an operator makes them: what quotas, the sizing,
 * network policies and monitors are made from.
 */
export interface Workload {
  /** Name for people, unique in the environment: `brokers`, `zookeeper`, `topics Job`. */
  readonly name: string;
  /** Labels by which a NetworkPolicy finds the pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Pods that may be there at the same time; a CronJob or Job counts while it runs. */
  readonly replicas: number;
  readonly requests: Compute;
  /** CPU limit in cores; undefined if a container has none. */
  readonly limits: { readonly cpu?: number | undefined; readonly memory: number };
  /** Volumes claimed by each pod, in GiB, all together. */
  readonly storage: number;
  /** Number of volumes. Default: one with storage, otherwise none. */
  readonly volumes?: number | undefined;
  readonly flows: readonly Flow[];
  readonly metrics?: MetricsEndpoint | undefined;
}

export const workloads = defineCollection<Workload>()("workloads");
