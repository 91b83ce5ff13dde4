/**
 * Annotations of an object that holds data, by what is to happen to it once the output no longer has it. The delivery keeps all such objects by
 * itself (Flux leaves them, Argo CD asks first), unless one says otherwise: deleting is what has to be said. Taking down the whole
 * environment is another matter, and Argo CD still asks then.
 *
 * Source: Flux, Kustomization `spec.prune`; Argo CD, "Sync Options": values that it does not know change nothing.
 */
export function removal(onRemove: "keep" | "delete"): Readonly<Record<string, string>> | undefined {
  if (onRemove === "keep") return undefined;
  return {
    "kustomize.toolkit.fluxcd.io/prune": "enabled",
    "argocd.argoproj.io/sync-options": "Prune=true,Delete=confirm",
  };
}
