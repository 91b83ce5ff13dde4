import type { Severity } from "./diagnostic.js";

/** What the catalogue says of a code: `explain CODE` prints it and the reference is made from it. */
export interface Page {
  /** `SF` and four digits. SF0 reading, SF1 shape of the spec, SF2 checks, SF3 compiling, SF4 writing, SF5 the command line, SF7 checks of others, SF9 faults of Streamform. */
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters: what happens to somebody who goes on regardless. */
  readonly because: string;
  /** The way out. */
  readonly instead: string;
  /** Where the lesson or figure comes from. */
  readonly source?: string | undefined;
}

/** Pages by name, for a room that reports several problems: `pages.duplicateKey.code`. */
export function definePages<Name extends string>(pages: Readonly<Record<Name, Page>>): Readonly<Record<Name, Page>> {
  return pages;
}
