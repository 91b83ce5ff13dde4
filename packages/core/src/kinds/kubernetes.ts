import { type FieldPath, type Kind, kinds } from "./kind.js";
import { podReferences } from "./pods.js";

const rest = (scope: Kind["scope"], more: Partial<Kind> = {}) => ({ scope, readiness: "built-in", ...more }) as const;
const own = rest("namespace");
const cluster = rest("cluster");

/** A kind that creates pods from the template at the path `pods`. */
const podMaker = (pods: FieldPath, immutable: readonly FieldPath[], more: Partial<Kind> = {}) =>
  rest("namespace", {
    pods,
    immutable,
    ...more,
    refersTo: [...podReferences(`${pods}.spec`), ...(more.refersTo ?? [])],
  });

const storageClass = "storage.k8s.io/StorageClass";
const rbac = "rbac.authorization.k8s.io";
const subjects = { at: "subjects[].name", to: "ServiceAccount" } as const;

/**
 * Every kind of Kubernetes itself that can be written and kept. Requests that are answered at once (`TokenReview`, `Eviction`, `Binding` …) are none.
 *
 * Sources: scopes from kubernetes/kubernetes `api/discovery/aggregated_v2.json`, for Kubernetes 1.29 to 1.35; fields that cannot change from the API reference and
 * `pkg/apis/<group>/validation/validation.go` (`ValidateImmutableField`, "updates to … are forbidden").
 */
export const kubernetesKinds: readonly Kind[] = [
  ...kinds("", ["Endpoints", "Event", "LimitRange", "ResourceQuota"], own),
  ...kinds("", ["Node"], cluster),
  ...kinds("", ["Namespace"], {
    protections: ["metadata.labels[pod-security.kubernetes.io/enforce]"],
    ...cluster,
    holdsData: true,
    precondition: { word: "namespace", text: "Exists in the cluster." },
    inCharts: true,
  }),
  ...kinds("", ["ConfigMap"], own),
  ...kinds("", ["Secret"], rest("namespace", { immutable: ["type"] })),
  ...kinds("", ["ServiceAccount"], own),
  ...kinds("", ["Service"], rest("namespace", { immutable: ["spec.clusterIP", "spec.clusterIPs"] })),
  ...kinds("", ["PersistentVolumeClaim"], {
    ...own,
    holdsData: true,
    refersTo: [{ at: "spec.storageClassName", to: storageClass }],
    immutable: [
      "spec.accessModes",
      "spec.dataSource",
      "spec.dataSourceRef",
      "spec.selector",
      "spec.storageClassName",
      "spec.volumeMode",
      "spec.volumeName",
    ],
  }),
  ...kinds("", ["PersistentVolume"], {
    ...cluster,
    holdsData: true,
    refersTo: [{ at: "spec.storageClassName", to: storageClass }],
    immutable: ["spec.csi", "spec.volumeMode"],
  }),
  ...kinds("", ["Pod"], {
    ...own,
    pods: ".",
    refersTo: podReferences("spec"),
    immutable: ["spec.volumes", "spec.serviceAccountName", "spec.nodeName", "spec.restartPolicy"],
  }),
  ...kinds("", ["PodTemplate"], rest("namespace", { refersTo: podReferences("template.spec") })),
  ...kinds("", ["ReplicationController"], podMaker("spec.template", [])),
  ...kinds(
    "admissionregistration.k8s.io",
    [
      "MutatingAdmissionPolicy",
      "MutatingAdmissionPolicyBinding",
      "ValidatingAdmissionPolicy",
      "ValidatingAdmissionPolicyBinding",
    ],
    cluster,
  ),
  ...kinds("admissionregistration.k8s.io", ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], {
    ...cluster,
    inCharts: true,
  }),
  ...kinds("apiextensions.k8s.io", ["CustomResourceDefinition"], {
    ...cluster,
    holdsData: true,
    immutable: ["spec.group", "spec.scope", "spec.names.kind", "spec.names.plural"],
    inCharts: true,
  }),
  ...kinds("apiregistration.k8s.io", ["APIService"], { ...cluster, inCharts: true }),
  ...kinds("apps", ["ControllerRevision"], rest("namespace", { immutable: ["data"] })),
  ...kinds("apps", ["DaemonSet", "Deployment", "ReplicaSet"], podMaker("spec.template", ["spec.selector"])),
  ...kinds(
    "apps",
    ["StatefulSet"],
    podMaker(
      "spec.template",
      ["spec.selector", "spec.serviceName", "spec.podManagementPolicy", "spec.volumeClaimTemplates"],
      {
        claimTemplates: "spec.volumeClaimTemplates[]",
        refersTo: [{ at: "spec.volumeClaimTemplates[].spec.storageClassName", to: storageClass }],
      },
    ),
  ),
  ...kinds("autoscaling", ["HorizontalPodAutoscaler"], own),
  ...kinds("batch", ["CronJob"], podMaker("spec.jobTemplate.spec.template", [])),
  ...kinds(
    "batch",
    ["Job"],
    podMaker("spec.template", ["spec.template", "spec.selector", "spec.completionMode", "spec.podFailurePolicy"]),
  ),
  ...kinds("certificates.k8s.io", ["CertificateSigningRequest", "ClusterTrustBundle"], cluster),
  ...kinds("certificates.k8s.io", ["PodCertificateRequest"], own),
  ...kinds("coordination.k8s.io", ["Lease", "LeaseCandidate"], own),
  ...kinds("discovery.k8s.io", ["EndpointSlice"], rest("namespace", { immutable: ["addressType"] })),
  ...kinds("events.k8s.io", ["Event"], own),
  ...kinds("flowcontrol.apiserver.k8s.io", ["FlowSchema", "PriorityLevelConfiguration"], cluster),
  ...kinds("networking.k8s.io", ["NetworkPolicy"], {
    ...own,
    protections: ["spec.podSelector", "spec.policyTypes", "spec.ingress", "spec.egress"],
  }),
  ...kinds(
    "networking.k8s.io",
    ["Ingress"],
    rest("namespace", {
      refersTo: [
        { at: "spec.tls[].secretName", to: "Secret" },
        { at: "spec.ingressClassName", to: "networking.k8s.io/IngressClass" },
      ],
    }),
  ),
  ...kinds("networking.k8s.io", ["IngressClass"], { ...cluster, immutable: ["spec.controller"] }),
  ...kinds("networking.k8s.io", ["IPAddress", "ServiceCIDR"], cluster),
  ...kinds("node.k8s.io", ["RuntimeClass"], { ...cluster, immutable: ["handler"] }),
  ...kinds("policy", ["PodDisruptionBudget"], own),
  ...kinds(rbac, ["ClusterRole"], { ...cluster, inCharts: true }),
  ...kinds(rbac, ["ClusterRoleBinding"], {
    ...cluster,
    refersTo: [{ at: "roleRef.name", to: `${rbac}/ClusterRole` }, subjects],
    immutable: ["roleRef"],
    inCharts: true,
  }),
  ...kinds(rbac, ["Role"], own),
  ...kinds(
    rbac,
    ["RoleBinding"],
    rest("namespace", {
      refersTo: [{ at: "roleRef.name", to: [`${rbac}/Role`, `${rbac}/ClusterRole`] }, subjects],
      immutable: ["roleRef"],
    }),
  ),
  ...kinds("resource.k8s.io", ["DeviceClass", "DeviceTaintRule", "ResourceClass", "ResourceSlice"], cluster),
  ...kinds(
    "resource.k8s.io",
    ["PodSchedulingContext", "ResourceClaim", "ResourceClaimTemplate"],
    rest("namespace", { immutable: ["spec"] }),
  ),
  ...kinds("scheduling.k8s.io", ["PriorityClass"], {
    ...cluster,
    immutable: ["value", "preemptionPolicy"],
    inCharts: true,
  }),
  ...kinds("scheduling.k8s.io", ["Workload"], own),
  ...kinds("storage.k8s.io", ["CSIDriver", "CSINode", "VolumeAttachment"], cluster),
  ...kinds("storage.k8s.io", ["CSIStorageCapacity"], own),
  ...kinds("storage.k8s.io", ["StorageClass"], {
    ...cluster,
    immutable: ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
    precondition: {
      text: "Exists in the cluster, encrypts its volumes, makes them where the pod is scheduled (`WaitForFirstConsumer`) and lets them grow (`allowVolumeExpansion`).",
    },
  }),
  ...kinds("storage.k8s.io", ["VolumeAttributesClass"], { ...cluster, immutable: ["driverName", "parameters"] }),
  ...kinds("internal.apiserver.k8s.io", ["StorageVersion"], cluster),
  ...kinds("storagemigration.k8s.io", ["StorageVersionMigration"], cluster),
];
