import type { z } from "zod";
import type { Check } from "./check.js";
import type { CheckPart } from "./parts.js";
import type { UsesMap } from "./uses.js";

/** Declares a check of a component: `defineCheck<typeof spec, typeof uses>({ code: "SF2107", … })`. */
export function defineCheck<Spec extends z.ZodType, Uses extends UsesMap = Record<never, never>, Exports = unknown>(
  definition: Check<CheckPart<Spec, Uses, Exports>>,
): Check<CheckPart<Spec, Uses, Exports>> {
  return definition;
}
