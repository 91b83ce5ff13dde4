import { optional } from "@streamform/core";
import { certificates } from "../certificates/index.js";
import { storageClass } from "../storage-class/index.js";

export const uses = { certificates: optional(certificates), storageClass: optional(storageClass) };
