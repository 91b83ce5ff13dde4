import type { KubernetesUnit, Plan, TerraformUnit } from "../compile/plan.js";
import type { HelmRelease } from "../component/helm-release.js";
import type { Manifest } from "../kinds/manifest.js";
import { holdsData } from "../kinds/registry.js";
import { type AppliedSource, argoCdApplication, inCluster, workloadCluster } from "./argocd-application.js";
import type { Application, ApplicationSource } from "./argocd-objects.js";
import { argoCdProject, chartRepository } from "./argocd-project.js";
import { argoCdProtection, protectionPatches } from "./data-protection.js";
import type { Folder } from "./folder.js";
import { healthCustomizations } from "./health-customizations.js";
import { objectName, objectNameLength, releaseNameLength } from "./object-name.js";
import { type AppliedUnit, appliedUnits, levelsOf } from "./order.js";
import { engineNamespace, fluxNamespace, gitRepository, repositoryPath } from "./repository.js";
import { isTerraformController } from "./terraform-controller.js";
import { stackFolder, terraformObject } from "./terraform-object.js";

/**
 * Objects for Argo CD (3.0 and newer). The entry holds the project, the application of applications, Argo CD's health
 * customizations, and the Git source that tofu-controller reads. Waves are two a level: a unit's charts, then its objects.
 */
export function argoCdFolders(plan: Plan): readonly Folder[] {
  const units = appliedUnits(plan);
  const stacks = units.flatMap((unit): readonly Folder[] =>
    unit.kind === "terraform" ? [{ path: stackFolder(unit), objects: [terraformObject(plan, unit)], unit }] : [],
  );
  const charts = units.flatMap((unit) => (unit.kind === "kubernetes" ? unit.manifests : []));
  const applied = applications(plan, units);
  return [
    {
      path: "delivery",
      folders: ["project"],
      objects: [
        healthConfiguration(plan, [...stacks.flatMap(({ objects }) => objects), ...charts]),
        root(plan),
        ...(stacks.length > 0 ? terraformSource(plan) : []),
      ],
    },
    { path: "delivery/project", objects: [argoCdProject(plan)] },
    {
      path: "delivery/applications",
      folders: ["../project"],
      objects: applied.map(({ object }) => object),
      reads: new Map(applied.map(({ object, holds }) => [object, holds?.reads ?? []])),
    },
    ...stacks,
  ];
}

/** The source that tofu-controller reads, in its namespace. Nothing waits for it, and no Application owns it. */
function terraformSource(plan: Plan): readonly Manifest[] {
  return [{ apiVersion: "v1", kind: "Namespace", metadata: { name: fluxNamespace(plan) } }, gitRepository(plan)];
}

/** What Argo CD's own ConfigMap has to say besides what it says already; a server-side apply adds it. */
function healthConfiguration(plan: Plan, objects: readonly Manifest[]): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "argocd-cm",
      namespace: engineNamespace(plan),
      labels: {
        "app.kubernetes.io/name": "argocd-cm",
        "app.kubernetes.io/part-of": "argocd",
      },
    },
    data: {
      "application.resourceTrackingMethod": "annotation",
      ...healthCustomizations(objects, plan.kinds),
    },
  };
}

function root(plan: Plan): Application {
  return argoCdApplication(plan, {
    name: plan.info.name,
    source: gitSource(plan, "delivery/applications"),
    destination: { ...inCluster, namespace: engineNamespace(plan) },
    keep: true,
  });
}

/** An Application, and the unit whose Helm release it holds; most only point to a unit's folder. */
interface PlacedApplication {
  readonly object: Application;
  readonly holds?: KubernetesUnit;
}

function applications(plan: Plan, units: readonly AppliedUnit[]): readonly PlacedApplication[] {
  const levels = levelsOf(plan);
  return units.flatMap((unit): readonly PlacedApplication[] => {
    const wave = (levels.get(unit.id) ?? 0) * 2;
    if (unit.kind === "terraform") return [{ object: stackApplication(plan, unit, wave) }];
    const own = unit.manifests.length > 0 ? [{ object: unitApplication(plan, unit, wave + 1) }] : [];
    const charts = unit.helmReleases.map((release) => ({
      object: chartApplication(plan, release, wave),
      holds: unit,
    }));
    return [...charts, ...own];
  });
}

/** Name of the Application of a stack's Terraform object. */
export function stackApplicationName(plan: Plan, { component }: TerraformUnit): string {
  return objectName(objectNameLength, plan.info.name, "terraform", component);
}

/** Name of the Application of a unit's own objects. */
export function unitApplicationName(plan: Plan, { component }: KubernetesUnit): string {
  return objectName(objectNameLength, plan.info.name, "kubernetes", component);
}

/** Name of a chart's Application. */
export function chartApplicationName(plan: Plan, { name }: HelmRelease): string {
  return objectName(objectNameLength, plan.info.name, "helm", name);
}

function gitSource(plan: Plan, path: string): ApplicationSource {
  const { repository, branch } = plan.info.delivery;
  return {
    repoURL: repository,
    targetRevision: branch,
    path: repositoryPath(plan, path),
  };
}

/** An approval is a field that Git does not have: it is no difference. */
function stackApplication(plan: Plan, unit: TerraformUnit, wave: number): Application {
  return argoCdApplication(plan, {
    name: stackApplicationName(plan, unit),
    wave,
    source: gitSource(plan, stackFolder(unit)),
    destination: { ...inCluster, namespace: fluxNamespace(plan) },
    keep: true,
    ignoreDifferences: [
      {
        group: "infra.contrib.fluxcd.io",
        kind: "Terraform",
        jsonPointers: ["/spec/approvePlan"],
      },
    ],
  });
}

function unitApplication(plan: Plan, unit: KubernetesUnit, wave: number): Application {
  const patches = protectionPatches(unit.manifests, plan.kinds, argoCdProtection);
  return argoCdApplication(plan, {
    name: unitApplicationName(plan, unit),
    wave,
    source: {
      ...gitSource(plan, unit.id),
      kustomize: patches.length > 0 ? { patches } : undefined,
    },
    destination: {
      ...workloadCluster(plan),
      namespace: plan.info.kubernetes.namespace,
    },
    keep: unit.manifests.some((manifest) => holdsData(manifest, plan.kinds)),
  });
}

/** A chart that brings CRDs is kept: with them all their objects would go. */
function chartApplication(plan: Plan, release: HelmRelease, wave: number): Application {
  const applied: AppliedSource = {
    name: chartApplicationName(plan, release),
    wave,
    source: {
      repoURL: chartRepository(release.repository),
      chart: release.chart,
      targetRevision: release.version,
      helm: {
        releaseName: objectName(releaseNameLength, release.name),
        skipCrds: false,
        valuesObject: Object.keys(release.values).length > 0 ? release.values : undefined,
      },
    },
    destination: {
      ...(isTerraformController(release) ? inCluster : workloadCluster(plan)),
      namespace: release.namespace,
    },
    keep: release.provides.length > 0,
    createNamespace: release.createNamespace ?? true,
  };
  return argoCdApplication(plan, applied);
}
