import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { anySchemaRegistry } from "../../../kafka/schema-registry.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";

export const uses = {
  kafka,
  topics: optional(topics),
  users: optional(users),
  schemaRegistry: optional(anySchemaRegistry),
};
