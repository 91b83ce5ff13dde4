import type { Page } from "../diagnostics/page.js";
import type { Path } from "../diagnostics/path.js";

/** What a check found, before it gets its code and position. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A lesson as a value: its page, and the rule that finds where an environment walks into it. */
export interface Check<Part = never> extends Page {
  /** What it finds may be a secret: no rendering repeats the line. */
  readonly sensitive?: boolean | undefined;
  readonly run: (part: Part) => readonly Finding[];
}
