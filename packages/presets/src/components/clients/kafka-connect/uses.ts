import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { kafkaCluster } from "../../kafka/kafka-cluster/index.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";

export const uses = { kafka, kafkaCluster, users, topics: optional(topics) };
