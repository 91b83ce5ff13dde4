import type { Plan } from "../compile/plan.js";
import { numbered } from "./numbered.js";

/** What people do while the environment runs. */
export function operation({ chapters }: Plan): string {
  const steps = chapters.flatMap((chapter) => chapter.steps.filter(({ when }) => when === "operation"));
  return steps.length === 0 ? "" : `## Day by day\n\n${numbered(steps)}`;
}
