import { optional } from "@streamform/core";
import { externalSecrets } from "../external-secrets/index.js";

export const uses = { externalSecrets: optional(externalSecrets) };
