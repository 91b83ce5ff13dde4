import type { z } from "zod";
import type { Page } from "../diagnostics/page.js";
import type { CheckPart, Finding } from "./parts.js";
import type { UsesMap } from "./uses.js";

/** A lesson as a value: its page, and the rule that finds where an environment walks into it. */
export interface Check<Part = never> extends Page {
  readonly run: (part: Part) => readonly Finding[];
}

/** Declares a check of a component: `check<typeof spec, typeof uses>({ code: "SF2107", … })`. */
export function check<Spec extends z.ZodType, Uses extends UsesMap = Record<never, never>, Exports = unknown>(
  definition: Check<CheckPart<Spec, Uses, Exports>>,
): Check<CheckPart<Spec, Uses, Exports>> {
  return definition;
}
