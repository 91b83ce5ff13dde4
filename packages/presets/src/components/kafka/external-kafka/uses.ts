import { optional } from "@streamform/core";
import { versions } from "../../../versions/versions.js";
import { certificates } from "../../cluster/certificates/index.js";

export const uses = { certificates: optional(certificates), versions };
