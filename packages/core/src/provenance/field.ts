import type { Artifact } from "../compile/artifact.js";
import { parseArtifact, resolvePointer } from "./pointer.js";

/** A field whose origins are sought. */
export interface Field {
  readonly artifact: Artifact;
  readonly pointer: string;
  readonly value: unknown;
}

/** A field of a file; undefined if there is no such file. */
export function fieldAt(artifacts: readonly Artifact[], file: string, pointer: string): Field | undefined {
  const artifact = artifacts.find(({ path }) => path === file);
  return artifact && { artifact, pointer, value: valueIn(artifact, pointer) };
}

const contents = new WeakMap<Artifact, { readonly data: unknown }>();

/** A file as data. */
export function parsed(artifact: Artifact): unknown {
  const known = contents.get(artifact) ?? { data: parseArtifact(artifact.path, artifact.content) };
  contents.set(artifact, known);
  return known.data;
}

/** The value at a pointer of a file; the whole text for an empty pointer. */
export function valueIn(artifact: Artifact, pointer: string): unknown {
  return pointer === "" || pointer === "/" ? artifact.content : resolvePointer(parsed(artifact), pointer);
}
