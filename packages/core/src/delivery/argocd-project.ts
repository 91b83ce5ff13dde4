import type { KubernetesUnit, Plan } from "../compile/plan.js";
import type { AppProject } from "./argocd-objects.js";
import { inCluster, workloadCluster } from "./argocd-application.js";
import { appliedUnits } from "./order.js";
import { engineNamespace, fluxNamespace } from "./repository.js";

/** The chart's repository as Argo CD writes it: of an OCI registry without the scheme (Argo CD's user guide, Helm). */
export function chartRepository(repository: string): string {
  return repository.replace(/^oci:\/\//, "").replace(/\/+$/, "");
}

/** The project of the environment's Applications: its own repository and charts, its namespaces, the cluster-scoped kinds that it has. */
export function argoCdProject(plan: Plan): AppProject {
  const { delivery, name } = plan.info;
  const units = appliedUnits(plan);
  const charts = units.filter((unit): unit is KubernetesUnit => unit.kind === "kubernetes");
  const manifests = charts.flatMap((unit) => unit.manifests);
  const releases = charts.flatMap((unit) => unit.helmReleases);
  const cluster = workloadCluster(plan);
  const namespaces = [
    plan.info.kubernetes.namespace,
    ...manifests.flatMap(({ metadata }) => metadata.namespace ?? []),
    ...releases.flatMap(({ namespace, reaches = [] }) => [namespace, ...reaches]),
  ];
  const destinations = [
    { ...inCluster, namespace: engineNamespace(plan) },
    ...(units.some(({ kind }) => kind === "terraform") ? [{ ...inCluster, namespace: fluxNamespace(plan) }] : []),
    ...(charts.length > 0 ? sorted(namespaces).map((namespace) => ({ ...cluster, namespace })) : []),
  ];
  const clusterScoped = manifests.flatMap((manifest) => {
    const kind = plan.kinds.of(manifest);
    return kind?.scope === "cluster" ? [kind] : [];
  });
  const ofCharts = releases.length > 0 ? plan.kinds.all.filter(({ inCharts }) => inCharts) : [];
  const kinds = sorted([...clusterScoped, ...ofCharts].map(({ group, kind }) => `${group}/${kind}`));
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name, namespace: engineNamespace(plan) },
    spec: {
      description: `Streamform environment ${name}`,
      sourceRepos: sorted([delivery.repository, ...releases.map(({ repository }) => chartRepository(repository))]),
      destinations: [
        ...new Map(destinations.map((destination) => [JSON.stringify(destination), destination])).values(),
      ],
      clusterResourceWhitelist: kinds.map((entry) => ({
        group: entry.slice(0, entry.indexOf("/")),
        kind: entry.slice(entry.indexOf("/") + 1),
      })),
    },
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
