import { type Path, valueAt } from "../diagnostics/path.js";
import { fieldsOf } from "./field-path.js";
import type { Manifest } from "./manifest.js";
import type { Kinds } from "./registry.js";
import { type Fields, isFields } from "./fields/plain-data.js";

/** A pod as an object holds it. */
export interface PodIn {
  /** Path of what has the pod's `metadata` and `spec`. */
  readonly path: Path;
  readonly spec: Fields;
  readonly labels: Fields;
}

/** The pod of an object, where its kind has one. */
export function podOf(object: Fields, kinds: Kinds): PodIn | undefined {
  const pods = kinds.of(object as Pick<Manifest, "apiVersion" | "kind">)?.pods;
  if (pods === undefined) return undefined;
  const path = fieldsOf(pods);
  const spec = valueAt(object, [...path, "spec"]);
  const labels = valueAt(object, [...path, "metadata", "labels"]);
  return isFields(spec) ? { path, spec, labels: isFields(labels) ? labels : {} } : undefined;
}
