import type { KubernetesPart } from "@streamform/core";
import { KubeStorageClass } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { StorageClassExports } from "./exports.js";
import type { storageClassSpec } from "./spec.js";

/**
 * No field of a class can change in place, and existing volumes do not depend on it, so a changed class is created again under the same name.
 *
 * Source: aws-ebs-csi-driver, docs/parameters.md; Flux documentation, kustomize.toolkit.fluxcd.io/force; Argo CD documentation, sync options.
 */
export function kubernetes({
  chart,
  spec,
  exports,
}: KubernetesPart<typeof storageClassSpec, Record<never, never>, StorageClassExports>): void {
  new KubeStorageClass(chart, "storage-class", {
    metadata: {
      name: exports.name,
      annotations: {
        "kustomize.toolkit.fluxcd.io/force": "enabled",
        "argocd.argoproj.io/sync-options": "Force=true,Replace=true",
      },
    },
    provisioner: "ebs.csi.aws.com",
    parameters: {
      type: spec.type,
      encrypted: "true",
      ...(spec.iops === undefined ? {} : { iops: String(spec.iops) }),
      ...(spec.throughput === undefined ? {} : { throughput: String(spec.throughput) }),
      ...(spec.kmsKey === undefined ? {} : { kmsKeyId: spec.kmsKey }),
    },
    reclaimPolicy: spec.reclaimPolicy,
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
  });
}
