import type { Kind, ToldReadiness } from "../kinds/kind.js";
import type { Manifest } from "../kinds/manifest.js";
import type { Kinds } from "../kinds/registry.js";

/** A kind of whose readiness the engines have to be told. */
export type ToldKind = Kind & {
  readonly readiness: ToldReadiness;
  /** As the objects have it. */
  readonly apiVersion: string;
};

/** The kinds among the objects of whose readiness the engines have to be told, each once, in the registry's order. */
export function toldKindsOf(manifests: readonly Manifest[], kinds: Kinds): readonly ToldKind[] {
  const found = new Map<Kind, Manifest>();
  for (const manifest of manifests) {
    const kind = kinds.of(manifest);
    if (kind && !found.has(kind)) found.set(kind, manifest);
  }
  return kinds.all.flatMap((kind) => {
    const { readiness } = kind;
    const manifest = found.get(kind);
    return manifest && typeof readiness !== "string" ? [{ ...kind, readiness, apiVersion: manifest.apiVersion }] : [];
  });
}
