import type { Plan } from "../compile/plan.js";
import type { Manifest } from "../kinds/manifest.js";
import { fluxProtection, protectionPatches } from "./data-protection.js";
import { healthCheckExpressions } from "./health-check-expressions.js";
import type { Kustomization } from "./flux-objects.js";
import type { AppliedUnit } from "./order.js";
import { fluxNamespace, repositoryPath } from "./repository.js";
import { withoutUndefined } from "./without-undefined.js";

/** What one Flux Kustomization applies. */
export interface Applied {
  readonly name: string;
  /** Folder below the environment's. */
  readonly path: string;
  readonly objects: readonly Manifest[];
  /** The unit, where delivery writes the folder; a unit's own folder is there already. */
  readonly unit?: AppliedUnit;
  /** Whether it is ready only when the objects are. Default: yes. */
  readonly wait?: boolean;
  /** Names of the Kustomizations that have to be ready before. */
  readonly dependsOn: readonly string[];
  /** Whether the objects stay when the Kustomization is deleted. */
  readonly keep: boolean;
  /** How long the objects may take to become ready before the failure is reported and they are tried again. */
  readonly timeout: string;
  /** Whether the objects live in the workload cluster, where that is another than the engine's. */
  readonly remote: boolean;
}

/** A Flux Kustomization (v1) that waits until everything it applies is ready, unless it is told not to. */
export function fluxKustomization(plan: Plan, applied: Applied): Kustomization {
  const { delivery, kubernetes, name } = plan.info;
  const expressions = healthCheckExpressions(applied.objects, plan.kinds);
  const patches = protectionPatches(applied.objects, plan.kinds, fluxProtection);
  return withoutUndefined<Kustomization>({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name: applied.name, namespace: fluxNamespace(plan) },
    spec: {
      interval: delivery.interval,
      retryInterval: "1m",
      timeout: applied.timeout,
      path: `./${repositoryPath(plan, applied.path)}`,
      sourceRef: { kind: "GitRepository", name },
      dependsOn:
        applied.dependsOn.length > 0 ? applied.dependsOn.map((dependency) => ({ name: dependency })) : undefined,
      prune: true,
      deletionPolicy: applied.keep ? "Orphan" : "MirrorPrune",
      wait: applied.wait ?? true,
      force: false,
      kubeConfig:
        applied.remote && kubernetes.kubeConfigSecret
          ? { secretRef: { name: kubernetes.kubeConfigSecret } }
          : undefined,
      healthCheckExprs: expressions.length > 0 ? expressions : undefined,
      patches: patches.length > 0 ? patches : undefined,
    },
  });
}
