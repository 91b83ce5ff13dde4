import { defineCollection } from "@streamform/core";

/** Who may open connections to pods. Labels and namespaces together mean pods with these labels in that namespace. */
export type Peer =
  /** Pods of the environment's namespace, or of another one. */
  | { readonly labels: Readonly<Record<string, string>>; readonly namespace?: string }
  /** All pods of a namespace; the environment's own where none is named. */
  | { readonly namespace: string | undefined }
  /** Addresses outside the cluster. */
  | { readonly cidr: string };

/** A way into pods: each is let through by a NetworkPolicy, and nothing else is. */
export interface Flow {
  readonly port: number;
  /** What passes, as `replication between brokers`: it stands in the policy's annotation. */
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
   * What kind of process it is, the label `kafka_role` of its metrics: alerts and dashboards go by it. Pods of a component of one's own
   * have a word of their own, which alerts of one's own can ask for.
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
  /** A container without a limit for CPU takes what the node has. */
  readonly limits: { readonly cpu?: number | undefined; readonly memory: number };
  /** Volumes claimed by each pod, in GiB, all together. */
  readonly storage: number;
  /** How many volumes these are. Default: one where there is storage, else none. */
  readonly volumes?: number | undefined;
  readonly flows: readonly Flow[];
  readonly metrics?: MetricsEndpoint | undefined;
}

export const workloads = defineCollection<Workload>()("workloads");
