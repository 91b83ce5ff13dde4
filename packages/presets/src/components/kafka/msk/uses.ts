import { optional } from "@streamform/core";
import { versions } from "../../../versions/versions.js";
import { network } from "../../aws/network/index.js";
import { certificates } from "../../cluster/certificates/index.js";
import { secrets } from "../../aws/secrets/index.js";

export const uses = { network, secrets: optional(secrets), certificates: optional(certificates), versions };
