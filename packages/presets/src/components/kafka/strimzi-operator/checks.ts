import { defineCheck } from "@streamform/core";
import type { strimziOperatorSpec } from "./spec.js";
import type { uses } from "./uses.js";

export const drainsWithoutCleaner = defineCheck<typeof strimziOperatorSpec, typeof uses>({
  code: "SF2831",
  title: "Evictions left to a Drain Cleaner that is not installed",
  severity: "error",
  because:
    "With `kafkaCluster.strimzi.drainCleaner` the PodDisruptionBudget of brokers and controllers denies every eviction, and the Drain Cleaner restarts the pods on other nodes. Without a Drain Cleaner, draining a node with such a pod never ends.",
  instead:
    "Remove `drainCleaner` of the operator, or remove `kafkaCluster.strimzi.drainCleaner`, or say under `ignore` who runs a Drain Cleaner in this cluster.",
  source: "strimzi/drain-cleaner, README",
  run: ({ spec, uses: { kafkaCluster }, at }) =>
    spec.drainCleaner === false && kafkaCluster?.engine === "strimzi" && kafkaCluster.drainCleaner
      ? [at("drainCleaner", "only a Drain Cleaner can evict the cluster's pods, and none is installed")]
      : [],
});

export const checks = [drainsWithoutCleaner];
