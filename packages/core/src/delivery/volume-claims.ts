import { basename } from "node:path/posix";
import type { Artifact } from "../compile/artifact.js";
import { kustomization } from "../compile/kubernetes/kustomization.js";
import type { KubernetesUnit, Plan } from "../compile/plan.js";
import type { Manifest } from "../kinds/manifest.js";
import type { Kinds } from "../kinds/registry.js";

/** Folder of a unit's claims below its own, where Flux applies them before the rest. */
export const claimsFolder = "claims";

/**
 * The claims beside StatefulSets. Flux applies StatefulSets first, and their controller would create the claims from its templates, without
 * the sizes in Git. So with Flux the claims have their own folder and Kustomization.
 */
export function claimsBesideStatefulSets(manifests: readonly Manifest[], kinds: Kinds): readonly Manifest[] {
  if (!manifests.some((manifest) => kinds.of(manifest)?.claimTemplates !== undefined)) return [];
  return manifests.filter(({ apiVersion, kind }) => apiVersion === "v1" && kind === "PersistentVolumeClaim");
}

/** All files of the units. With Flux, the claims beside StatefulSets are in a separate folder. */
export function unitArtifacts(plan: Plan): readonly Artifact[] {
  const isFlux = plan.info.delivery.engine === "flux";
  return plan.units.flatMap((unit) =>
    isFlux && unit.kind === "kubernetes" ? claimsApart(plan, unit) : unit.artifacts,
  );
}

function claimsApart({ kinds }: Plan, unit: KubernetesUnit): readonly Artifact[] {
  const claims = claimsBesideStatefulSets(unit.manifests, kinds);
  if (claims.length === 0) return unit.artifacts;
  const reads = [...new Set([...unit.reads, "delivery.engine"])].sort();
  const list = (folder: string, files: readonly Artifact[]): Artifact => ({
    ...kustomization(
      folder,
      files.map(({ path }) => basename(path)),
      unit.source,
    ),
    unit: unit.id,
    reads,
  });
  const apart = new Set(claims.map((claim) => `${unit.id}/${unit.files.get(claim)}`));
  const objects = unit.artifacts.filter(({ path }) => basename(path) !== "kustomization.yaml");
  const others = objects.filter(({ path }) => !apart.has(path));
  const folder = `${unit.id}/${claimsFolder}`;
  const moved = objects
    .filter(({ path }) => apart.has(path))
    .map((artifact) => ({ ...artifact, path: `${folder}/${basename(artifact.path)}`, reads }));
  return [...others, list(unit.id, others), ...moved, list(folder, moved)];
}
