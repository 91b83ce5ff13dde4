import type { DescribePart, KubernetesPart } from "@streamform/core";
import type { strimziOperatorSpec } from "./spec.js";
import type { uses } from "./uses.js";

export type OperatorPart = KubernetesPart<typeof strimziOperatorSpec, typeof uses>;
type Described = Pick<DescribePart<typeof strimziOperatorSpec, typeof uses>, "spec" | "uses" | "environment">;

/** Namespace of an operator that runs only clusters of other environments. Otherwise the cluster names it. */
const ownNamespace = "strimzi";

/** What is to be installed where; undefined where the environment's cluster is not Strimzi's. */
export function installation({ spec, uses: { kafkaCluster }, environment }: Described) {
  if (kafkaCluster && kafkaCluster.engine !== "strimzi") return undefined;
  const namespace = kafkaCluster?.operatorNamespace ?? ownNamespace;
  return {
    namespace,
    watched: [...new Set([environment.kubernetes.namespace, ...spec.namespaces])].sort(),
    drainCleaner: spec.drainCleaner ?? kafkaCluster?.drainCleaner ?? false,
  };
}
