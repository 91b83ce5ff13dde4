import { defineComponent } from "@streamform/core";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { strimziKinds } from "./kinds.js";
import { kubernetes } from "./kubernetes.js";
import { strimziOperatorSpec } from "./spec.js";
import { uses } from "./uses.js";

/** The operator that runs Kafka. Leave it out where the cluster has it already. */
export const strimziOperator = defineComponent({
  name: "strimzi-operator",
  title: "Strimzi operator",
  spec: strimziOperatorSpec,
  uses,
  kubernetes,
  kinds: strimziKinds,
  oncePerCluster: true,
  checks,
  summary,
});
