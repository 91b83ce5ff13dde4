import type { Manifest } from "../../kinds/manifest.js";
import type { Kinds } from "../../kinds/registry.js";

/** Folder of a unit's claims below its own, where Flux applies them before the rest. */
export const claimsFolder = "claims";

/**
 * The claims that stand beside StatefulSets. Flux applies StatefulSets first, whose controller would then make the claims, by templates that know nothing of what
 * the claims in Git ask for: so with Flux they have a folder, and a Kustomization, of their own.
 */
export function claimsBesideStatefulSets(manifests: readonly Manifest[], kinds: Kinds): readonly Manifest[] {
  if (!manifests.some((manifest) => kinds.of(manifest)?.claimTemplates !== undefined)) return [];
  return manifests.filter(({ apiVersion, kind }) => apiVersion === "v1" && kind === "PersistentVolumeClaim");
}
