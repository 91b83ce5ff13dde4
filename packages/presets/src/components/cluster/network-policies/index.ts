import { defineComponent } from "@streamform/core";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { networkPoliciesSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Lets through to the environment's pods what their components name, and nothing else. */
export const networkPolicies = defineComponent({
  name: "network-policies",
  title: "Network policies",
  spec: networkPoliciesSpec,
  uses,
  kubernetes,
  checks,
  summary,
});
