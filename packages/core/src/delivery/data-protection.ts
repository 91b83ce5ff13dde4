import type { KubernetesUnit } from "../compile/plan.js";
import type { Manifest } from "../kinds/manifest.js";
import { groupOf, holdsData, type Kinds } from "../kinds/registry.js";

/** The annotation that keeps an engine from deleting an object that is no longer in Git. */
export interface Protection {
  readonly annotation: string;
  readonly value: string;
}

export const fluxProtection: Protection = {
  annotation: "kustomize.toolkit.fluxcd.io/prune",
  value: "disabled",
};
export const argoCdProtection: Protection = {
  annotation: "argocd.argoproj.io/sync-options",
  value: "Prune=confirm,Delete=confirm",
};

/** A patch of a kustomization, as Flux and Argo CD take it. */
export interface Patch {
  readonly target: {
    readonly group?: string;
    readonly kind: string;
    readonly name?: string;
  };
  readonly patch: string;
}

/** Whether something is lost when the unit's objects and charts are deleted: a chart that brings CRDs takes all their objects along. */
export function unitHoldsData({ manifests, helmReleases }: KubernetesUnit, kinds: Kinds): boolean {
  return (
    manifests.some((manifest) => holdsData(manifest, kinds)) || helmReleases.some(({ provides }) => provides.length > 0)
  );
}

/**
 * Patches that add the engine's annotation to every object with data, unless the object has its own value. After a rename or a
 * moved file, the old object stays.
 */
export function protectionPatches(
  manifests: readonly Manifest[],
  kinds: Kinds,
  { annotation, value }: Protection,
): readonly Patch[] {
  const open = manifests.filter(
    (manifest) => holdsData(manifest, kinds) && manifest.metadata.annotations?.[annotation] === undefined,
  );
  const held = [...new Map(open.map((manifest) => [`${manifest.apiVersion} ${manifest.kind}`, manifest])).values()];
  return held.map(({ apiVersion, kind }) => {
    const of = (list: readonly Manifest[]) =>
      list.filter((manifest) => manifest.apiVersion === apiVersion && manifest.kind === kind);
    const names = of(open).map(({ metadata }) => metadata.name.replaceAll(".", "\\."));
    const group = groupOf({ apiVersion });
    return {
      target: {
        ...(group && { group }),
        kind,
        ...(names.length < of(manifests).length && { name: names.join("|") }),
      },
      patch: `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: any\n  annotations:\n    ${annotation}: ${value}\n`,
    };
  });
}
