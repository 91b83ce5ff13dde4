import { optional } from "@streamform/core";
import { certificates } from "../../cluster/certificates/index.js";
import { storageClass } from "../../cluster/storage-class/index.js";

export const uses = { certificates: optional(certificates), storageClass: optional(storageClass) };
