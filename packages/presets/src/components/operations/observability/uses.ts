import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { workloads } from "../../../kubernetes/workload.js";
import { versions } from "../../../versions/versions.js";
import { topics } from "../../clients/topics/index.js";
import { users } from "../../clients/users/index.js";

export const uses = { kafka, workloads, topics: optional(topics), users: optional(users), versions };
