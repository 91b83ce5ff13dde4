import type { TerraformPart } from "@streamform/core";
import type { backupSpec } from "./spec.js";
import type { uses } from "./uses.js";

export type StackPart = TerraformPart<typeof backupSpec, typeof uses>;
