import { optional } from "@streamform/core";
import { certificates } from "../certificates/index.js";

export const uses = { certificates: optional(certificates) };
