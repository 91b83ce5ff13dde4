import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { versions } from "../../../versions/versions.js";
import { secrets } from "../../aws/secrets/index.js";

export const uses = { secrets: optional(secrets), kafka: optional(kafka), versions };
