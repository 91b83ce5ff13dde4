import { contribute, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { checks } from "./checks.js";
import { cost, diagram, summary } from "./describe.js";
import { exports } from "./exports.js";
import { kubernetes } from "./kubernetes.js";
import { pods } from "./pods.js";
import { usersSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Users and what they may do, as data: objects for Strimzi, or brought to the cluster by a Job whenever they change. */
export const users = defineComponent({
  name: "users",
  title: "Kafka users",
  spec: usersSpec,
  uses,
  exports,
  terraform,
  kubernetes,
  contributes: [contribute(workloads, pods)],
  checks,
  summary,
  cost,
  diagram,
});
