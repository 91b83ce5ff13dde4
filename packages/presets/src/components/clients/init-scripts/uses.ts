import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { sizing } from "../../operations/sizing/index.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";

export const uses = { kafka, sizing: optional(sizing), topics: optional(topics), users: optional(users) };
