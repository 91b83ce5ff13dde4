import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { topicsJob } from "../topics-job/index.js";

export const uses = { kafka, topicsJob: optional(topicsJob) };
