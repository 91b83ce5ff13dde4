import {
  KubePersistentVolumeClaim,
  type KubePersistentVolumeClaimProps,
  Quantity,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { sizeQuantity } from "../../../../kubernetes/quantity.js";
import type { KubernetesCluster } from "../part.js";

/** A volume of each pod of a StatefulSet. */
export interface Volume {
  readonly name: string;
  readonly mountPath: string;
  /** GiB. */
  readonly size: number;
}

const accessModes = ["ReadWriteOnce"];
const volumeMode = "Filesystem";

/** A claim that leaves Git, as when there are fewer brokers, stays in the cluster with its data until a person deletes it. */
const kept = {
  "kustomize.toolkit.fluxcd.io/prune": "disabled",
  "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
};

/**
 * The claims of all pods, under the names by which their StatefulSet looks for them. It would make them itself, but its templates cannot be
 * changed: a claim that stands in Git grows when its size there does.
 */
export function claims(
  { chart, exports }: Pick<KubernetesCluster, "chart" | "exports">,
  pods: readonly string[],
  volumes: readonly Volume[],
  labels: Readonly<Record<string, string>>,
): void {
  for (const pod of pods) {
    for (const { name, size } of volumes) {
      new KubePersistentVolumeClaim(chart, `${name}-${pod}`, {
        metadata: { name: `${name}-${pod}`, labels: { ...labels }, annotations: kept },
        spec: {
          accessModes,
          volumeMode,
          storageClassName: exports.storageClass,
          resources: { requests: { storage: Quantity.fromString(sizeQuantity(size * 1024)) } },
        },
      });
    }
  }
}

/** Size in the templates, which can never be changed: that of a claim which a person deleted, until it is made again from Git. */
export const templateSize = "1Gi";

/** Templates of the same claims, for pods whose claim is not there. */
export function claimTemplates(
  { storageClass }: Pick<KubernetesCluster["exports"], "storageClass">,
  volumes: readonly Volume[],
): KubePersistentVolumeClaimProps[] {
  return volumes.map(({ name }) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name },
    spec: {
      accessModes,
      volumeMode,
      storageClassName: storageClass,
      resources: { requests: { storage: Quantity.fromString(templateSize) } },
    },
  }));
}
