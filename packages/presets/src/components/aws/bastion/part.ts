import type { TerraformPart } from "@streamform/core";
import type { bastionSpec } from "./spec.js";
import type { uses } from "./uses.js";

export type Part = TerraformPart<typeof bastionSpec, typeof uses>;
