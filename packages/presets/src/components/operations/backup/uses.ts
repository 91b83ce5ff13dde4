import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { versions } from "../../../versions/versions.js";
import { certificates } from "../../cluster/certificates/index.js";

export const uses = { kafka, certificates: optional(certificates), versions };
