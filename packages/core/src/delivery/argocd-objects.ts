import type { Manifest } from "../kinds/manifest.js";
import type { Patch } from "./data-protection.js";

/* Objects of Argo CD, with the fields that delivery writes. `fields.test.ts` holds them against the CRDs. */

/** A folder in Git, or a chart. */
export type ApplicationSource =
  | {
      readonly repoURL: string;
      readonly targetRevision: string;
      readonly path: string;
      readonly kustomize?: { readonly patches: readonly Patch[] } | undefined;
    }
  | {
      readonly repoURL: string;
      readonly targetRevision: string;
      readonly chart: string;
      readonly helm: {
        readonly releaseName: string;
        readonly skipCrds: boolean;
        readonly valuesObject: Readonly<Record<string, unknown>> | undefined;
      };
    };

/** A cluster, by its address or by the name that Argo CD has for it. */
export type Cluster = { readonly server: string } | { readonly name: string };

export type Destination = Cluster & { readonly namespace: string };

/** Fields that an Application does not compare. */
export interface IgnoredDifference {
  readonly group: string;
  readonly kind: string;
  readonly jsonPointers: readonly string[];
}

export interface Application extends Manifest {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "Application";
  readonly metadata: Manifest["metadata"] & { readonly finalizers: readonly string[] | undefined };
  readonly spec: {
    readonly project: string;
    readonly source: ApplicationSource;
    readonly destination: Destination;
    readonly ignoreDifferences: readonly IgnoredDifference[] | undefined;
    readonly syncPolicy: {
      readonly automated: { readonly prune: boolean; readonly selfHeal: boolean };
      /** As `ServerSideApply=true`. */
      readonly syncOptions: readonly string[];
      readonly retry: {
        readonly limit: number;
        readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
      };
    };
  };
}

export interface AppProject extends Manifest {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "AppProject";
  readonly spec: {
    readonly description: string;
    readonly sourceRepos: readonly string[];
    readonly destinations: readonly Destination[];
    readonly clusterResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
  };
}
