import { type Kind, kinds, variableReferences, volumeReferences } from "@streamform/core";

const group = "monitoring.coreos.com";
/** Scrapers and senders read credentials from Secrets and ConfigMaps in their own namespace. */
const logins = [
  ...["secret", "keySecret", "clientSecret", "credentials", "username", "password"].map((field) => ({
    at: `spec.**.${field}.name`,
    to: "Secret",
  })),
  { at: "spec.**.configMap.name", to: "ConfigMap" },
];

/** The kinds of the Prometheus operator. Source: its CRDs; those without a status, or with `bindings` alone in it, are settings that others read. */
export const prometheusKinds: readonly Kind[] = [
  ...kinds(group, ["PrometheusRule"], { scope: "namespace", readiness: "exists" }),
  ...kinds(group, ["AlertmanagerConfig", "PodMonitor", "Probe", "ServiceMonitor"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [...logins, { at: "spec.**.bearerTokenSecret.name", to: "Secret" }],
  }),
  ...kinds(group, ["ScrapeConfig"], { scope: "namespace", readiness: "exists", refersTo: logins }),
  ...kinds(group, ["Alertmanager", "Prometheus", "PrometheusAgent", "ThanosRuler"], {
    scope: "namespace",
    readiness: { condition: "Available", generation: "condition" },
    holdsData: true,
    refersTo: [
      ...volumeReferences("spec.volumes"),
      ...variableReferences("spec.containers[]"),
      { at: "spec.imagePullSecrets[].name", to: "Secret" },
      { at: "spec.serviceAccountName", to: "ServiceAccount" },
      { at: "spec.storage.volumeClaimTemplate.spec.storageClassName", to: "storage.k8s.io/StorageClass" },
    ],
  }),
];
