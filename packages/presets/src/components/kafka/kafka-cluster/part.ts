import type { CheckPart, DescribePart, KubernetesPart, Precondition, Step } from "@streamform/core";
import type { Kafka } from "../../../kafka/kafka.js";
import type { Workload } from "../../../kubernetes/workload.js";
import type { ClusterExports } from "./exports.js";
import type { kafkaClusterSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export type KubernetesCluster = KubernetesPart<Spec, Uses, ClusterExports>;
export type DescribeCluster = DescribePart<Spec, Uses, ClusterExports>;
export type CheckCluster = CheckPart<Spec, Uses, ClusterExports>;

/** What differs between the engines for those who use the Kafka. */
export type Behaviour = Pick<Kafka, "topics" | "users" | "connect" | "mirror" | "metrics" | "operator">;

/** What runs the brokers. All code that depends on it is in the folder with its name. */
export interface Engine {
  kubernetes(part: KubernetesCluster): void;
  workloads(part: DescribeCluster): readonly Workload[];
  /** What others do with a Kafka that this engine runs. */
  behaviour(part: DescribeCluster): Behaviour;
  /** What a person does with this engine and not with the other one. */
  steps?(part: DescribeCluster): readonly Step[];
  /** What this engine relies on and does not make. */
  preconditions?(part: DescribeCluster): readonly Precondition[];
}
