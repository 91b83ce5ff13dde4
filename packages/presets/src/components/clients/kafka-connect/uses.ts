import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";

export const uses = { kafka, users, topics: optional(topics) };
