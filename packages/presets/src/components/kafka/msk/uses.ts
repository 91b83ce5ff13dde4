import { optional } from "@streamform/core";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";

export const uses = { network, secrets: optional(secrets) };
