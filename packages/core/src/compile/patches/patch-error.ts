import type { Page } from "../../diagnostics/page.js";
import type { Path } from "../../diagnostics/path.js";

/** Thrown while a patch is applied; says what is wrong with it and where in its `merge` or `json` that stands. */
export class PatchError extends Error {
  /** Below `merge` or `json`. */
  readonly at: Path;
  readonly hint: string | undefined;

  constructor(
    readonly page: Page,
    message: string,
    { at = [], hint }: { readonly at?: Path; readonly hint?: string | undefined } = {},
  ) {
    super(message);
    this.name = "PatchError";
    this.at = at;
    this.hint = hint;
  }
}
