import type { TerraformPart } from "@streamform/core";
import type { mskAlarmsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export type Part = TerraformPart<typeof mskAlarmsSpec, typeof uses>;
