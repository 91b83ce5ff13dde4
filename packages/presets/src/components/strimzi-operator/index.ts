import { defineComponent } from "@streamform/core";
import { strimziOperatorSpec } from "./spec.js";

/** The operator that runs Kafka. Leave it out where the cluster has it already. */
export const strimziOperator = defineComponent({
  name: "strimzi-operator",
  title: "Strimzi operator",
  spec: strimziOperatorSpec,
  oncePerCluster: true,
});
