import { type Kind, kinds } from "@streamform/core";

const group = "grafana.integreatly.org";

/** The kinds of the Grafana operator. Source: its CRDs (fields that cannot change: `x-kubernetes-validations`). */
export const grafanaKinds: readonly Kind[] = [
  ...kinds(group, ["Grafana"], {
    scope: "namespace",
    readiness: { condition: "GrafanaReady", generation: "condition" },
    immutable: ["spec.external.tenantNamespace"],
  }),
  ...kinds(group, ["GrafanaDashboard", "GrafanaLibraryPanel"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [
      { at: "spec.configMapRef.name", to: "ConfigMap" },
      { at: "spec.folderRef", to: `${group}/GrafanaFolder` },
      { at: "spec.envFrom[].configMapKeyRef.name", to: "ConfigMap" },
      { at: "spec.envFrom[].secretKeyRef.name", to: "Secret" },
    ],
    immutable: ["spec.instanceSelector", "spec.uid"],
  }),
  ...kinds(group, ["GrafanaDatasource"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [
      { at: "spec.valuesFrom[].valueFrom.configMapKeyRef.name", to: "ConfigMap" },
      { at: "spec.valuesFrom[].valueFrom.secretKeyRef.name", to: "Secret" },
    ],
    immutable: ["spec.instanceSelector", "spec.uid"],
  }),
  ...kinds(group, ["GrafanaFolder"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [{ at: "spec.parentFolderRef", to: `${group}/GrafanaFolder` }],
    immutable: ["spec.instanceSelector", "spec.uid"],
  }),
  ...kinds(group, ["GrafanaAlertRuleGroup"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [{ at: "spec.folderRef", to: `${group}/GrafanaFolder` }],
    immutable: ["spec.instanceSelector", "spec.editable", "spec.folderRef", "spec.folderUID"],
  }),
  ...kinds(
    group,
    [
      "GrafanaContactPoint",
      "GrafanaManifest",
      "GrafanaMuteTiming",
      "GrafanaNotificationPolicy",
      "GrafanaNotificationTemplate",
    ],
    { scope: "namespace", readiness: "exists", immutable: ["spec.instanceSelector"] },
  ),
  ...kinds(group, ["GrafanaNotificationPolicyRoute"], { scope: "namespace", readiness: "exists" }),
  ...kinds(group, ["GrafanaServiceAccount"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [{ at: "spec.instanceName", to: `${group}/Grafana` }],
    immutable: ["spec.instanceName", "spec.name"],
  }),
];
