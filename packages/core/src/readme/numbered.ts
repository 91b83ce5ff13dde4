import type { Step } from "../component/description.js";
import { block } from "./markdown.js";

/** A step of a list that a person follows; title and text are Markdown. */
export type NumberedStep = Omit<Step, "when">;

/** Steps one after the other, with headings to point at. */
export function numbered(steps: readonly NumberedStep[]): string {
  return steps
    .map(({ title, text, commands = [] }, index) => {
      const parts = [
        `### ${index + 1}. ${title}\n`,
        text ? `${text}\n` : "",
        commands.length > 0 ? block("sh", commands) : "",
      ];
      return parts.filter((part) => part !== "").join("\n");
    })
    .join("\n");
}
