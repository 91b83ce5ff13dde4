import { type Kind, kinds } from "./kind.js";

const namespaced = { scope: "namespace", readiness: "built-in", argoCdKnows: true } as const;
const secret = { at: "spec.secretRef.name", to: "Secret" } as const;

/**
 * The GitOps engines' kinds, which delivery writes.
 *
 * Sources: CRDs of Flux 2, Argo CD 3 and tofu-controller (`api/v1alpha2`: conditions and reasons); Argo CD's `resource_customizations/`.
 */
export const engineKinds: readonly Kind[] = [
  ...kinds("argoproj.io", ["Application"], {
    scope: "namespace",
    readiness: "built-in",
    protections: ["spec.source", "spec.project", "spec.syncPolicy.automated"],
  }),
  ...kinds("argoproj.io", ["ApplicationSet"], namespaced),
  ...kinds("argoproj.io", ["AppProject"], { scope: "namespace", readiness: "exists" }),
  ...kinds("kustomize.toolkit.fluxcd.io", ["Kustomization"], {
    ...namespaced,
    protections: ["spec.path", "spec.sourceRef", "spec.prune", "spec.force"],
  }),
  ...kinds("helm.toolkit.fluxcd.io", ["HelmRelease"], {
    ...namespaced,
    refersTo: [
      { at: "spec.valuesFrom[].name", to: ["ConfigMap", "Secret"] },
      { at: "spec.kubeConfig.secretRef.name", to: "Secret" },
    ],
  }),
  ...kinds("source.toolkit.fluxcd.io", ["Bucket", "GitRepository", "HelmRepository", "OCIRepository"], {
    ...namespaced,
    refersTo: [secret],
  }),
  ...kinds("source.toolkit.fluxcd.io", ["ExternalArtifact", "HelmChart"], namespaced),
  ...kinds("notification.toolkit.fluxcd.io", ["Alert"], { scope: "namespace", readiness: "exists" }),
  ...kinds("notification.toolkit.fluxcd.io", ["Provider"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [secret],
  }),
  ...kinds("notification.toolkit.fluxcd.io", ["Receiver"], { ...namespaced, refersTo: [secret] }),
  // A failed plan or apply is an error at once; waiting for another stack or for approval is not.
  ...kinds("infra.contrib.fluxcd.io", ["Terraform"], {
    scope: "namespace",
    readiness: { condition: "Ready", generation: "status", fails: { except: ["DependencyNotReady"] } },
    holdsData: true,
    protections: ["spec.path", "spec.sourceRef", "spec.destroy", "spec.approvePlan"],
  }),
];
