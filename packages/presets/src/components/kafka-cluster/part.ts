import type { CheckPart, DescribePart, KubernetesPart, Summary } from "@streamform/core";
import type { Workload } from "../../kubernetes/workload.js";
import type { ClusterExports } from "./exports.js";
import type { kafkaClusterSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export type KubernetesCluster = KubernetesPart<Spec, Uses, ClusterExports>;
export type DescribeCluster = DescribePart<Spec, Uses, ClusterExports>;
export type CheckCluster = CheckPart<Spec, Uses, ClusterExports>;

/** What runs the brokers: everything that depends on it stands in a folder of its name. */
export interface Engine {
  kubernetes(part: KubernetesCluster): void;
  workloads(part: DescribeCluster): readonly Workload[];
  /** What only this engine needs and lets people do. */
  summary?(part: DescribeCluster): Summary;
}
