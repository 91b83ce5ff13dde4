import type { Page } from "../../diagnostics/page.js";
import type { Path } from "../../diagnostics/path.js";

/** An error in a patch, with its path in `merge` or `json`. */
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
