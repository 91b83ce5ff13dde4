import { defineCheck } from "@streamform/core";
import type { strimziOperatorSpec } from "./spec.js";
import type { uses } from "./uses.js";

export const drainsWithoutCleaner = defineCheck<typeof strimziOperatorSpec, typeof uses>({
  code: "SF2831",
  title: "Evictions left to a Drain Cleaner that is not installed",
  severity: "error",
  because:
    "With `kafkaCluster.strimzi.drainCleaner` the PodDisruptionBudget of brokers and controllers lets no eviction through, and the Drain Cleaner restarts them elsewhere instead. Where there is none, the drain of a node with one of them never ends.",
  instead:
    "Leave `drainCleaner` of the operator out, take `kafkaCluster.strimzi.drainCleaner` out as well, or say with `ignore` who else runs a Drain Cleaner in this cluster.",
  source: "strimzi/drain-cleaner, README",
  run: ({ spec, uses: { kafkaCluster }, at }) =>
    spec.drainCleaner === false && kafkaCluster?.engine === "strimzi" && kafkaCluster.drainCleaner
      ? [at("drainCleaner", "the cluster's pods are evicted by nobody but the Drain Cleaner, and none is installed")]
      : [],
});

export const checks = [drainsWithoutCleaner];
