import { optional } from "@streamform/core";
import { secrets } from "../secrets/index.js";

export const uses = { secrets: optional(secrets) };
