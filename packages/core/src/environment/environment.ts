import type { Position } from "../diagnostics/diagnostic.js";
import type { Path } from "../diagnostics/path.js";
import type { BaseSpec } from "./base-spec.js";

/** Where a value of the resolved spec was written: a layer's file, the platform's defaults, or the schema's default. */
export type Origin =
  | { readonly kind: "file"; readonly position: Position }
  | { readonly kind: "platform"; readonly platform: string }
  | { readonly kind: "default" };

/** One file that an environment was read from. */
export interface Layer {
  /** Path from the project's root, with `/`. */
  readonly file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
}

/** A file that `extra` names. */
export interface ExtraFile {
  readonly kind: "kubernetes" | "terraform";
  /** The entry of `extra` that names it. */
  readonly name: string;
  /** The path by which it was named. */
  readonly pattern: string;
  /** Path from the project's root, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** A validated environment: every default filled in, frozen, and knowing where each value was written. */
export interface Environment<Spec extends BaseSpec = BaseSpec & Readonly<Record<string, unknown>>> {
  readonly name: string;
  /** The environment file itself, from the project's root, with `/`. */
  readonly file: string;
  readonly spec: Spec;
  /** All files read, the environment's own last. */
  readonly layers: readonly Layer[];
  /** The files that `extra` names, in its order. */
  readonly extra: readonly ExtraFile[];
  /** What was read besides the layers: the files that `extra` names, and with a `/` at the end the folders that it searched. */
  readonly inputs: readonly Layer[];
  /** The merged spec before defaults: what `expand` of a file without defaults shows, and what validating again takes. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Where the value at `path`, or the nearest thing above it, was written. */
  origin(path: Path): Origin;
  /** The place to show for the value at `path`: its own, or the key of the nearest thing above it that a person wrote. */
  place(path: Path): Position;
}
