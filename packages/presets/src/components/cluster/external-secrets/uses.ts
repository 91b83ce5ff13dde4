import { optional } from "@streamform/core";
import { secrets } from "../../aws/secrets/index.js";

export const uses = { secrets: optional(secrets) };
