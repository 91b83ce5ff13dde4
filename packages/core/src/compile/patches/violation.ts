import type { Page } from "../../diagnostics/page.js";
import type { Path } from "../../diagnostics/path.js";

/** A forbidden change of a patch, found by a comparison of before and after. */
export interface Violation {
  readonly page: Page;
  /** The field, from the top of the object or resource. */
  readonly field: Path;
  readonly message: string;
  readonly hint?: string | undefined;
}
