import type { Deferred } from "./deferred.js";

/** A line of the environment's summary. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** An address that people or programs connect to. */
export interface Endpoint {
  readonly name: string;
  readonly protocol: string;
  readonly port?: number | undefined;
  readonly address: string | Deferred<string>;
}

/**
 * A step for a person. Title and text are Markdown that the component writes; users' texts in it are
 * `codeSpan(…)`.
 */
export interface Step {
  /**
   * Once: before anything of the component is applied, after all of it is ready, or before the environment is destroyed. Or at any time
   * while the environment runs.
   */
  readonly when: "before" | "after" | "operation" | "teardown";
  readonly title: string;
  /** Sentences that read well behind "Once `terraform/network` is ready.". */
  readonly text?: string | undefined;
  /** Commands of a POSIX shell, one an entry. */
  readonly commands?: readonly string[] | undefined;
}

/** What the output relies on and does not make. Title and text are Markdown, like a step's. */
export interface Precondition {
  readonly title: string;
  /** Sentences about the title: what must exist, where, and how to verify it. */
  readonly text: string;
  /** API group that comes with it: where a unit of the environment brings that, nothing is said. Default: none, it is always said. */
  readonly apiGroup?: string | undefined;
}

/** A table of the README, under its own heading. Its texts are plain text, so they may contain users' texts. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence or two below the table. */
  readonly note?: string | undefined;
}

/** A component's part of the environment's README. */
export interface Summary {
  readonly facts?: readonly Fact[];
  readonly endpoints?: readonly Endpoint[];
  readonly steps?: readonly Step[];
  readonly preconditions?: readonly Precondition[];
  readonly tables?: readonly Table[];
}

/** A line of the monthly cost estimate. */
export interface CostLine {
  readonly item: string;
  readonly quantity: number;
  /** Unit of the quantity, as `broker-hour`. */
  readonly unit: string;
  /** US dollars for one unit; undefined where no price is known for the region. */
  readonly price: number | undefined;
}

/** A component's part of the environment's diagram. Nodes of the same group are in one frame. */
export interface Diagram {
  readonly nodes: readonly { readonly id: string; readonly label: string; readonly group?: string | undefined }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label?: string | undefined }[];
}
