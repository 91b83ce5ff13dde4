import { optional } from "@streamform/core";
import { kafka } from "../../kafka/kafka.js";
import { workloads } from "../../kubernetes/workload.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";

export const uses = { kafka, workloads, topics: optional(topics), users: optional(users) };
