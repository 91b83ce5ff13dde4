import type { KubernetesPart } from "@streamform/core";
import { KubeNamespace } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { kubernetesNamespaceSpec } from "./spec.js";

export function kubernetes({ chart, namespace, spec }: KubernetesPart<typeof kubernetesNamespaceSpec>): void {
  new KubeNamespace(chart, "namespace", {
    metadata: {
      name: namespace,
      labels: {
        "pod-security.kubernetes.io/enforce": spec.podSecurity,
        "pod-security.kubernetes.io/warn": spec.podSecurity,
        "pod-security.kubernetes.io/audit": spec.podSecurity,
      },
      // Everything in it would go with it: removing the component leaves the namespace where it is.
      annotations: {
        "kustomize.toolkit.fluxcd.io/prune": "disabled",
        "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
      },
    },
  });
}
