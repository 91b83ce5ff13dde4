import type { TerraformPart } from "@streamform/core";
import type { mskSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** What the files that make up the cluster's stack are given. */
export type Part = TerraformPart<typeof mskSpec, typeof uses>;
