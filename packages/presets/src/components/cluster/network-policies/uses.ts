import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { workloads } from "../../../kubernetes/workload.js";
import { users } from "../../clients/users/index.js";
import { backup } from "../../operations/backup/index.js";
import { observability } from "../../operations/observability/index.js";

export const uses = {
  backup: optional(backup),
  kafka: optional(kafka),
  observability: optional(observability),
  users: optional(users),
  workloads,
};
