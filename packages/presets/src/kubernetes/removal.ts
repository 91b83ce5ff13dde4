/**
 * Annotations that decide what happens to an object with data when it is no longer in the output. By default the delivery keeps all such objects
 * (Flux does not delete them, Argo CD asks first); only an annotation deletes them. When the whole environment is destroyed,
 * Argo CD still asks.
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
