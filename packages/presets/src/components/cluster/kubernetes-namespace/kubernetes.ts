import type { KubernetesPart } from "@streamform/core";
import { KubeLimitRange, KubeNamespace, KubeResourceQuota, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { z } from "zod";
import { cpuQuantity, sizeQuantity } from "../../../kubernetes/quantity.js";
import { type kubernetesNamespaceSpec, limitsOf } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = z.output<typeof kubernetesNamespaceSpec>;

export function kubernetes({
  chart,
  namespace,
  spec,
}: KubernetesPart<typeof kubernetesNamespaceSpec, typeof uses>): void {
  new KubeNamespace(chart, "namespace", {
    metadata: {
      name: namespace,
      labels: {
        ...spec.labels,
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
  const hard = spec.quota && hardOf(spec.quota);
  if (hard && Object.keys(hard).length > 0)
    new KubeResourceQuota(chart, "quota", { metadata: { name: "quota" }, spec: { hard } });
  const limits = limitsOf(spec);
  if (limits)
    new KubeLimitRange(chart, "limits", { metadata: { name: "limits" }, spec: { limits: limitItems(limits) } });
}

type Quantities = { [resource: string]: Quantity };

function quantities(entries: Readonly<Record<string, string | undefined>>): Quantities {
  const set = Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, Quantity.fromString(value)]));
}

const cpu = (cores: number | undefined) => (cores === undefined ? undefined : cpuQuantity(cores));
const mebibytes = (size: number | undefined) => (size === undefined ? undefined : sizeQuantity(size));

/** What a quota counts (Kubernetes documentation, resource quotas). */
function hardOf(quota: NonNullable<Spec["quota"]>): Quantities {
  return quantities({
    "requests.cpu": cpu(quota.cpu),
    "limits.cpu": cpu(quota.cpuLimit),
    "requests.memory": mebibytes(quota.memory),
    "limits.memory": mebibytes(quota.memory),
    "requests.storage": mebibytes(quota.storage && quota.storage * 1024),
    persistentvolumeclaims: quota.volumeClaims?.toString(),
  });
}

/**
 * Defaults are a container's, bounds a pod's: with bounds of a container the API server would make the largest size the default of every
 * container without a limit (k8s.io/kubernetes, pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem).
 */
function limitItems({ default: defaults, min, max }: NonNullable<ReturnType<typeof limitsOf>>) {
  const bounds = {
    min: quantities({ cpu: cpu(min?.cpu), memory: mebibytes(min?.memory) }),
    max: quantities({ cpu: cpu(max?.cpu), memory: mebibytes(max?.memory) }),
  };
  const set = Object.entries(bounds).filter(([, values]) => Object.keys(values).length > 0);
  return [
    {
      type: "Container",
      default: quantities({ cpu: cpu(defaults.cpuLimit), memory: mebibytes(defaults.memory) }),
      defaultRequest: quantities({ cpu: cpu(defaults.cpu), memory: mebibytes(defaults.memory) }),
    },
    ...(set.length > 0 ? [{ type: "Pod", ...Object.fromEntries(set) }] : []),
  ];
}
