import type { Plan } from "../compile/plan.js";
import type { Application, ApplicationSource, Cluster, Destination, IgnoredDifference } from "./argocd-objects.js";
import { argoCdProtection } from "./data-protection.js";
import { engineNamespace } from "./repository.js";
import { withoutUndefined } from "./without-undefined.js";

/** What one Argo CD Application applies. */
export interface AppliedSource {
  readonly name: string;
  /** Sync wave among its siblings; undefined for the application of applications itself. */
  readonly wave?: number;
  readonly source: ApplicationSource;
  readonly destination: Destination;
  /** Whether the objects stay when the Application is deleted, and a person confirms that it is. */
  readonly keep: boolean;
  readonly createNamespace?: boolean;
  readonly ignoreDifferences?: readonly IgnoredDifference[];
}

/** Name of the cluster that the engine runs in, by its address there. */
export const inCluster = { server: "https://kubernetes.default.svc" } as const;

/** The cluster of the workloads: the engine's own, or a cluster by its name in Argo CD. */
export function workloadCluster({ info: { kubernetes } }: Plan): Cluster {
  return kubernetes.kubeConfigSecret ? { name: kubernetes.kubeConfigSecret } : inCluster;
}

/**
 * An Application with automatic sync: server-side apply and diff (so that defaults of the API server are no difference), prune
 * and self-heal, retries for ever. Only an Application without data has the finalizer that deletes its objects with it.
 *
 * The application of applications compares without a server-side dry run. Argo CD writes the status of its children, which is no
 * subresource: a dry run in the middle of an operation leaves a status that the CRD refuses, and the comparison fails. For the same reason
 * its sync does not copy ignored live fields into the objects that it applies.
 *
 * Source: Argo CD 3.2, docs/user-guide/diff-strategies.md and controller/sync.go (RespectIgnoreDifferences); argoproj/argo-cd#17394
 */
export function argoCdApplication(plan: Plan, applied: AppliedSource): Application {
  const isOfApplications = applied.wave === undefined;
  const annotations = {
    "argocd.argoproj.io/compare-options": isOfApplications
      ? "ServerSideDiff=false"
      : "ServerSideDiff=true,IncludeMutationWebhook=true",
    ...(applied.keep &&
      applied.wave !== undefined && {
        [argoCdProtection.annotation]: argoCdProtection.value,
      }),
    ...(applied.wave !== undefined && {
      "argocd.argoproj.io/sync-wave": String(applied.wave),
    }),
  };
  return withoutUndefined<Application>({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name: applied.name,
      namespace: engineNamespace(plan),
      annotations,
      finalizers: applied.keep ? undefined : ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: {
      project: plan.info.name,
      source: applied.source,
      destination: applied.destination,
      ignoreDifferences: applied.ignoreDifferences,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: [
          "ServerSideApply=true",
          ...(isOfApplications ? [] : ["RespectIgnoreDifferences=true"]),
          "PruneLast=true",
          ...(applied.createNamespace ? ["CreateNamespace=true"] : []),
        ],
        retry: {
          limit: -1,
          backoff: { duration: "10s", factor: 2, maxDuration: "5m" },
        },
      },
    },
  });
}
