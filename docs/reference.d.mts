import type { Page, Platform } from "@streamform/core";
import type * as core from "@streamform/core/embedding";

/** The pages of the reference, by path below docs/reference. */
export function referencePages(sources: {
  readonly core: typeof core;
  readonly platforms: readonly Platform[];
  /** What the command line itself reports. */
  readonly cliPages: Readonly<Record<string, Page>>;
  /** The library of the schemas. */
  readonly z: { toJSONSchema(schema: never, options: object): object };
}): Map<string, string>;
