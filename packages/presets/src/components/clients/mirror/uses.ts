import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { certificates } from "../../cluster/certificates/index.js";
import { topics } from "../topics/index.js";

export const uses = { kafka, certificates: optional(certificates), topics: optional(topics) };
