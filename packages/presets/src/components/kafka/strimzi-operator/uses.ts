import { optional } from "@streamform/core";
import { versions } from "../../../versions/versions.js";
import { kafkaCluster } from "../kafka-cluster/index.js";

export const uses = { kafkaCluster: optional(kafkaCluster), versions };
