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

/** Something that a person does once, before or after the component's units are applied. */
export interface Step {
  readonly when: "before" | "after";
  readonly title: string;
  /** Sentences in Markdown. */
  readonly text?: string | undefined;
  /** Commands of a POSIX shell, one an entry. */
  readonly commands?: readonly string[] | undefined;
}

/** What the output relies on and does not make. */
export interface Precondition {
  readonly title: string;
  readonly text: string;
}

/** What a component tells the reader of the environment's README. */
export interface Summary {
  readonly facts?: readonly Fact[];
  readonly endpoints?: readonly Endpoint[];
  readonly steps?: readonly Step[];
  readonly preconditions?: readonly Precondition[];
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

/** A component's part of the environment's picture. Nodes of the same group stand in one frame. */
export interface Diagram {
  readonly nodes: readonly { readonly id: string; readonly label: string; readonly group?: string | undefined }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label?: string | undefined }[];
}
