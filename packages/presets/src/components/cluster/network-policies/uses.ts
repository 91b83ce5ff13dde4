import { optional } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { kafkaCluster } from "../../kafka/kafka-cluster/index.js";
import { backup } from "../../operations/backup/index.js";
import { observability } from "../../operations/observability/index.js";

export const uses = {
  backup: optional(backup),
  kafkaCluster: optional(kafkaCluster),
  observability: optional(observability),
  workloads,
};
