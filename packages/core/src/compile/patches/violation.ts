import type { Page } from "../../diagnostics/page.js";
import type { Path } from "../../diagnostics/path.js";

/** Something that a patch must not do to what it changes, found by comparing before and after. */
export interface Violation {
  readonly page: Page;
  /** The field, from the top of the object or resource. */
  readonly field: Path;
  readonly message: string;
  readonly hint?: string | undefined;
}
