import type { Plan } from "../compile/plan.js";
import { plain, section, table } from "./markdown.js";

/** Tables of the components, each under its own heading. */
export function tables({ chapters }: Plan): string {
  return chapters
    .flatMap((chapter) => chapter.tables)
    .map(({ title, head, rows, note }) =>
      section(
        plain(title),
        table(
          head.map(plain),
          rows.map((row) => row.map(plain)),
        ),
        note === undefined ? "" : plain(note),
      ),
    )
    .join("\n");
}
