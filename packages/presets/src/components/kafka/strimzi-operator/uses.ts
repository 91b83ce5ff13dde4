import { optional } from "@streamform/core";
import { kafkaCluster } from "../kafka-cluster/index.js";

export const uses = { kafkaCluster: optional(kafkaCluster) };
