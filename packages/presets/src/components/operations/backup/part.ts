import type { TerraformPart } from "@streamform/core";
import type { backupSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** What the pieces of the stack are given. */
export type StackPart = TerraformPart<typeof backupSpec, typeof uses>;
