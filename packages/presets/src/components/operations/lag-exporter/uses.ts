import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { topics } from "../../clients/topics/index.js";
import { certificates } from "../../cluster/certificates/index.js";

export const uses = { kafka, certificates: optional(certificates), topics: optional(topics) };
