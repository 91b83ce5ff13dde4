import { optional } from "@streamform/core";
import { workloads } from "../../kubernetes/workload.js";
import { kafkaCluster } from "../kafka-cluster/index.js";
import { observability } from "../observability/index.js";

export const uses = { kafkaCluster: optional(kafkaCluster), observability: optional(observability), workloads };
