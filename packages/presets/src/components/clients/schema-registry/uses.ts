import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { versions } from "../../../versions/versions.js";
import { kafkaConnect } from "../kafka-connect/index.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";

export const uses = { kafka, topics, users, kafkaConnect: optional(kafkaConnect), versions };
