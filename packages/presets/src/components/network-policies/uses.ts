import { optional } from "@streamform/core";
import { workloads } from "../../kubernetes/workload.js";
import { backup } from "../backup/index.js";
import { kafkaCluster } from "../kafka-cluster/index.js";
import { observability } from "../observability/index.js";

export const uses = {
  backup: optional(backup),
  kafkaCluster: optional(kafkaCluster),
  observability: optional(observability),
  workloads,
};
