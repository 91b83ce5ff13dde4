import { optional } from "@streamform/core";
import { kafka } from "../../kafka/kafka.js";
import { topics } from "../topics/index.js";

export const uses = { kafka, topics: optional(topics) };
