import {
  KubePersistentVolumeClaim,
  type KubePersistentVolumeClaimProps,
  Quantity,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { sizeQuantity } from "../../kubernetes/quantity.js";
import type { Process } from "../process.js";
import type { Part } from "./pod.js";

const accessModes = ["ReadWriteOnce"];
const volumeMode = "Filesystem";

/** A claim that is removed from Git stays in the cluster with its data until a person deletes it. */
const kept = {
  "kustomize.toolkit.fluxcd.io/prune": "disabled",
  "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
};

/**
 * The claims of all pods, with the names that their StatefulSet expects. A StatefulSet can create claims, but its templates cannot change. A claim
 * in Git grows when its size in Git grows.
 */
export function claims(
  { chart }: Pick<Part, "chart">,
  { storage = [], labels }: Process,
  pods: readonly string[],
  storageClassName: string,
): void {
  for (const pod of pods) {
    for (const { name, size } of storage) {
      new KubePersistentVolumeClaim(chart, `${name}-${pod}`, {
        metadata: { name: `${name}-${pod}`, labels: { ...labels }, annotations: kept },
        spec: {
          accessModes,
          volumeMode,
          storageClassName,
          resources: { requests: { storage: Quantity.fromString(sizeQuantity(size * 1024)) } },
        },
      });
    }
  }
}

/** Size in the templates, which cannot change. A claim that a person deleted has this size until the engine creates it from Git. */
export const templateSize = "1Gi";

/** Templates of the same claims, for pods without a claim. */
export function claimTemplates({ storage = [] }: Process, storageClassName: string): KubePersistentVolumeClaimProps[] {
  return storage.map(({ name }) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name },
    spec: {
      accessModes,
      volumeMode,
      storageClassName,
      resources: { requests: { storage: Quantity.fromString(templateSize) } },
    },
  }));
}
