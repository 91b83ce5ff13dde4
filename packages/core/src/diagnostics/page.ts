import type { Severity } from "./diagnostic.js";

/** The catalogue's page of a code. `explain CODE` prints it, and the reference contains it. */
export interface Page {
  /** `SF` and four digits. SF0 reading, SF1 shape of the spec, SF2 checks, SF3 compiling, SF4 writing, SF5 the command line, SF7 checks of others, SF9 faults of Streamform. */
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters: what happens to somebody who goes on regardless. */
  readonly because: string;
  /** What to do instead. */
  readonly instead: string;
  /** Where the lesson or figure comes from. */
  readonly source?: string | undefined;
}

/** Pages by name, for a room that reports several problems: `pages.duplicateKey.code`. */
export function definePages<Name extends string>(pages: Readonly<Record<Name, Page>>): Readonly<Record<Name, Page>> {
  return pages;
}
