import type { Plan } from "../compile/plan.js";
import { claimsBesideStatefulSets, claimsFolder } from "./claims.js";
import { unitHoldsData } from "./data-protection.js";
import { fluxAlerts } from "./flux-alerts.js";
import { fluxReleases, releasesFolder } from "./flux-helm.js";
import { type Applied, fluxKustomization } from "./flux-kustomization.js";
import type { Kustomization } from "./flux-objects.js";
import type { Folder } from "./folder.js";
import { objectName, objectNameLength } from "./object-name.js";
import { type AppliedUnit, appliedUnits, dependenciesOf } from "./order.js";
import { fluxNamespace, gitRepository, repositoryPath } from "./repository.js";
import { stackFolder, terraformObject } from "./terraform-object.js";

/**
 * Objects for Flux (2.5 and newer). The entry holds the Git source, a Kustomization that keeps the entry itself in step, and one
 * Kustomization a unit: Flux's `dependsOn` knows Kustomizations only, so a stack's Terraform object has a Kustomization too.
 */
export function fluxFolders(plan: Plan): readonly Folder[] {
  const applied = appliedUnits(plan).flatMap((unit) => appliedOf(plan, unit));
  const folders = applied.flatMap(({ path, objects, unit }): readonly Folder[] =>
    unit ? [{ path, objects, unit }] : [],
  );
  const kustomizations = applied.map((entry) => fluxKustomization(plan, entry));
  const releases = folders.flatMap(({ objects }) =>
    objects.filter(({ kind }) => kind === "HelmRelease").map(({ metadata }) => metadata.name),
  );
  const names = [plan.info.name, ...applied.map(({ name }) => name)];
  const entry: Folder = {
    path: "delivery",
    objects: [gitRepository(plan), root(plan), ...kustomizations, ...fluxAlerts(plan, names, releases)],
  };
  return [entry, ...folders];
}

/** Keeps the entry in step with Git once a person has applied it. It cannot wait for what it applies: itself is among it. */
function root(plan: Plan): Kustomization {
  const { delivery, name } = plan.info;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace: fluxNamespace(plan) },
    spec: {
      interval: delivery.interval,
      retryInterval: "1m",
      timeout: "5m",
      path: `./${repositoryPath(plan, "delivery")}`,
      sourceRef: { kind: "GitRepository", name },
      prune: true,
      deletionPolicy: "Orphan",
      wait: false,
      force: false,
    },
  };
}

/** Name of the Kustomization of a unit, or of its releases or claims. */
function kustomizationName(plan: Plan, kind: AppliedUnit["kind"] | "helm" | "claims", component: string): string {
  return objectName(objectNameLength, plan.info.name, kind, component);
}

/** Names of the Kustomizations of all units, in the order in which they become ready. */
export function kustomizationNames(plan: Plan): readonly string[] {
  return appliedUnits(plan).flatMap((unit) => appliedOf(plan, unit).map(({ name }) => name));
}

/** The Kustomization that is ready when the whole unit is. */
function lastOf(plan: Plan, unit: AppliedUnit): string {
  const kind = unit.kind === "kubernetes" && unit.manifests.length === 0 ? "helm" : unit.kind;
  return kustomizationName(plan, kind, unit.component);
}

function appliedOf(plan: Plan, unit: AppliedUnit): readonly Applied[] {
  const dependsOn = dependenciesOf(plan, unit).map((dependency) => lastOf(plan, dependency));
  if (unit.kind === "terraform") {
    const name = kustomizationName(plan, "terraform", unit.component);
    return [
      {
        name,
        path: stackFolder(unit),
        objects: [terraformObject(plan, unit)],
        unit,
        dependsOn,
        keep: true,
        timeout: "10m",
        remote: false,
      },
    ];
  }
  const common = { keep: unitHoldsData(unit, plan.kinds), timeout: "15m" };
  const helm = kustomizationName(plan, "helm", unit.component);
  const hasReleases = unit.helmReleases.length > 0;
  const before = hasReleases ? [...dependsOn, helm] : dependsOn;
  const claims = claimsBesideStatefulSets(unit.manifests, plan.kinds);
  const claimsName = kustomizationName(plan, "claims", unit.component);
  return [
    ...(hasReleases
      ? [
          {
            ...common,
            name: helm,
            path: releasesFolder(unit),
            objects: fluxReleases(plan, unit),
            unit,
            dependsOn,
            remote: false,
          },
        ]
      : []),
    // Nobody waits for claims to be bound: a volume is made where the first pod runs that uses it.
    ...(claims.length > 0
      ? [
          {
            ...common,
            name: claimsName,
            path: `${unit.id}/${claimsFolder}`,
            objects: claims,
            dependsOn: before,
            remote: true,
            wait: false,
          },
        ]
      : []),
    ...(unit.manifests.length > 0
      ? [
          {
            ...common,
            name: lastOf(plan, unit),
            path: unit.id,
            objects: unit.manifests.filter((manifest) => !claims.includes(manifest)),
            dependsOn: claims.length > 0 ? [...before, claimsName] : before,
            remote: true,
          },
        ]
      : []),
  ];
}
