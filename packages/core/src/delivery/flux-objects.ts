import type { Manifest } from "../kinds/manifest.js";
import type { Patch } from "./data-protection.js";
import type { HealthCheckExpression } from "./health-check-expressions.js";

/*
 * Objects of Flux and tofu-controller, with the fields that delivery writes. `fields.test.ts` holds them against the CRDs.
 * A duration is written as `10m`.
 */

interface Named {
  readonly name: string;
}

/** An object that another one names. */
interface Referred extends Named {
  readonly kind: string;
  readonly namespace?: string;
}

/** The Secret of a cluster's kubeconfig. */
interface KubeConfig {
  readonly secretRef: Named;
}

export interface GitRepository extends Manifest {
  readonly apiVersion: "source.toolkit.fluxcd.io/v1";
  readonly kind: "GitRepository";
  readonly spec: {
    readonly interval: string;
    readonly timeout: string;
    readonly url: string;
    readonly ref: { readonly branch: string };
    readonly secretRef: Named | undefined;
    readonly sparseCheckout: readonly string[];
    /** Lines of a `.gitignore`. */
    readonly ignore: string;
  };
}

export interface HelmRepository extends Manifest {
  readonly apiVersion: "source.toolkit.fluxcd.io/v1";
  readonly kind: "HelmRepository";
  readonly spec: { readonly interval: string; readonly url: string };
}

export interface OciRepository extends Manifest {
  readonly apiVersion: "source.toolkit.fluxcd.io/v1";
  readonly kind: "OCIRepository";
  readonly spec: {
    readonly interval: string;
    readonly url: string;
    readonly layerSelector: { readonly mediaType: string; readonly operation: "copy" | "extract" };
    readonly ref: { readonly tag: string };
  };
}

export interface Kustomization extends Manifest {
  readonly apiVersion: "kustomize.toolkit.fluxcd.io/v1";
  readonly kind: "Kustomization";
  readonly spec: {
    readonly interval: string;
    readonly retryInterval: string;
    readonly timeout: string;
    readonly path: string;
    readonly sourceRef: Referred;
    readonly dependsOn?: readonly Named[] | undefined;
    readonly prune: boolean;
    readonly deletionPolicy: "Orphan" | "MirrorPrune";
    readonly wait: boolean;
    readonly force: boolean;
    readonly kubeConfig?: KubeConfig | undefined;
    readonly healthCheckExprs?: readonly HealthCheckExpression[] | undefined;
    readonly patches?: readonly Patch[] | undefined;
  };
}

/** What happens to a chart's CRDs, and when an installation fails. */
interface ReleaseStep {
  readonly crds: "Skip" | "Create" | "CreateReplace";
  readonly remediation: { readonly retries: number; readonly remediateLastFailure?: boolean };
}

export interface FluxHelmRelease extends Manifest {
  readonly apiVersion: "helm.toolkit.fluxcd.io/v2";
  readonly kind: "HelmRelease";
  readonly spec: {
    readonly interval: string;
    readonly timeout: string;
    readonly releaseName: string;
    readonly targetNamespace: string;
    readonly storageNamespace: string;
    /** A chart of an OCI registry; another one stands in `chart`. */
    readonly chartRef: Referred | undefined;
    readonly chart:
      | {
          readonly spec: {
            readonly chart: string;
            readonly version: string;
            readonly sourceRef: Referred;
            readonly interval: string;
          };
        }
      | undefined;
    readonly kubeConfig: KubeConfig | undefined;
    readonly install: ReleaseStep & { readonly createNamespace: boolean };
    readonly upgrade: ReleaseStep & { readonly cleanupOnFail: boolean };
    readonly values: Readonly<Record<string, unknown>> | undefined;
  };
}

export interface Terraform extends Manifest {
  readonly apiVersion: "infra.contrib.fluxcd.io/v1alpha2";
  readonly kind: "Terraform";
  readonly spec: {
    readonly interval: string;
    readonly retryInterval: string;
    readonly path: string;
    readonly sourceRef: Referred;
    readonly approvePlan: "auto" | undefined;
    readonly backendConfig: { readonly customConfiguration: string };
    readonly destroyResourcesOnDeletion: boolean;
    readonly serviceAccountName: string;
    readonly storeReadablePlan: "none" | "json" | "human";
    readonly dependsOn: readonly Named[] | undefined;
  };
}

export interface AlertProvider extends Manifest {
  readonly apiVersion: "notification.toolkit.fluxcd.io/v1beta3";
  readonly kind: "Provider";
  readonly spec: { readonly type: string; readonly secretRef: Named; readonly channel: string | undefined };
}

export interface Alert extends Manifest {
  readonly apiVersion: "notification.toolkit.fluxcd.io/v1beta3";
  readonly kind: "Alert";
  readonly spec: {
    readonly providerRef: Named;
    readonly eventSeverity: "info" | "error";
    readonly eventSources: readonly Referred[];
    readonly eventMetadata: Readonly<Record<string, string>>;
  };
}
