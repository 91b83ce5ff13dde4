import { optional } from "@streamform/core";
import { network } from "../network/index.js";
import { secrets } from "../secrets/index.js";

export const uses = { network, secrets: optional(secrets) };
