import { optional } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { certificates } from "../../cluster/certificates/index.js";
import { externalSecrets } from "../../cluster/external-secrets/index.js";
import { topics } from "../topics/index.js";

export const uses = {
  kafka,
  topics: optional(topics),
  certificates: optional(certificates),
  externalSecrets: optional(externalSecrets),
};
