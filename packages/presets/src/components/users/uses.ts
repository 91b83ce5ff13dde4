import { optional } from "@streamform/core";
import { kafka } from "../../kafka/kafka.js";
import { certificates } from "../certificates/index.js";
import { externalSecrets } from "../external-secrets/index.js";
import { topics } from "../topics/index.js";

export const uses = {
  kafka,
  topics: optional(topics),
  certificates: optional(certificates),
  externalSecrets: optional(externalSecrets),
};
