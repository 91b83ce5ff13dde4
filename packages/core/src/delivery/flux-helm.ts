import type { KubernetesUnit, Plan } from "../compile/plan.js";
import type { HelmRelease } from "../component/helm-release.js";
import type { Manifest } from "../kinds/manifest.js";
import { fluxProtection } from "./data-protection.js";
import type { FluxHelmRelease, HelmRepository, OciRepository } from "./flux-objects.js";
import { objectName, objectNameLength, releaseNameLength } from "./object-name.js";
import { fluxNamespace } from "./repository.js";
import { isTerraformController } from "./terraform-controller.js";
import { withoutUndefined } from "./without-undefined.js";

/** Folder of a unit's releases, below the environment's. */
export function releasesFolder(unit: KubernetesUnit): string {
  return `delivery/helm/${unit.component}`;
}

/** The unit's charts as Flux installs them: a HelmRelease each, and the repositories that they come from. */
export function fluxReleases(plan: Plan, unit: KubernetesUnit): readonly Manifest[] {
  const objects = unit.helmReleases.flatMap((release) => [source(plan, release), helmRelease(plan, release)]);
  return [...new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object])).values()];
}

function sourceName(plan: Plan, release: HelmRelease): string {
  return objectName(objectNameLength, plan.info.name, release.name);
}

function isOci({ repository }: HelmRelease): boolean {
  return repository.startsWith("oci://");
}

function source(plan: Plan, release: HelmRelease): HelmRepository | OciRepository {
  const metadata = {
    name: sourceName(plan, release),
    namespace: fluxNamespace(plan),
  };
  if (!isOci(release))
    return {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "HelmRepository",
      metadata,
      spec: { interval: "1h", url: release.repository },
    };
  const layerSelector = {
    mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
    operation: "copy",
  } as const;
  const url = `${release.repository.replace(/\/+$/, "")}/${release.chart}`;
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata,
    spec: { interval: "1h", url, layerSelector, ref: { tag: release.version } },
  };
}

function helmRelease(plan: Plan, release: HelmRelease): FluxHelmRelease {
  const { delivery, kubernetes } = plan.info;
  const name = sourceName(plan, release);
  const remediation = { retries: 3 };
  return withoutUndefined<FluxHelmRelease>({
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: {
      name,
      namespace: fluxNamespace(plan),
      ...(release.provides.length > 0 && {
        annotations: { [fluxProtection.annotation]: fluxProtection.value },
      }),
    },
    spec: {
      interval: delivery.interval,
      timeout: "10m",
      releaseName: objectName(releaseNameLength, release.name),
      targetNamespace: release.namespace,
      storageNamespace: release.namespace,
      chartRef: isOci(release) ? { kind: "OCIRepository", name } : undefined,
      chart: isOci(release)
        ? undefined
        : {
            spec: {
              chart: release.chart,
              version: release.version,
              sourceRef: { kind: "HelmRepository", name },
              interval: "1h",
            },
          },
      kubeConfig:
        kubernetes.kubeConfigSecret && !isTerraformController(release)
          ? { secretRef: { name: kubernetes.kubeConfigSecret } }
          : undefined,
      install: {
        crds: "CreateReplace",
        createNamespace: release.createNamespace ?? true,
        remediation,
      },
      upgrade: {
        crds: "CreateReplace",
        cleanupOnFail: true,
        remediation: { ...remediation, remediateLastFailure: true },
      },
      values: Object.keys(release.values).length > 0 ? release.values : undefined,
    },
  });
}
