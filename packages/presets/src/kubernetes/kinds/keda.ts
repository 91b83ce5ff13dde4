import { type Kind, kinds } from "@streamform/core";

const group = "keda.sh";
const workload = ["apps/Deployment", "apps/StatefulSet"] as const;
const login = {
  at: "spec.triggers[].authenticationRef.name",
  to: [`${group}/TriggerAuthentication`, `${group}/ClusterTriggerAuthentication`],
} as const;

/** The kinds of KEDA. Sources: its CRDs; Argo CD's `resource_customizations/keda.sh`. */
export const kedaKinds: readonly Kind[] = [
  ...kinds(group, ["ScaledObject"], {
    scope: "namespace",
    readiness: { condition: "Ready" },
    argoCdKnows: true,
    refersTo: [{ at: "spec.scaleTargetRef.name", to: workload }, login],
  }),
  ...kinds(group, ["ScaledJob"], {
    scope: "namespace",
    readiness: { condition: "Ready" },
    refersTo: [login],
  }),
  ...kinds(group, ["TriggerAuthentication"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [
      { at: "spec.secretTargetRef[].name", to: "Secret" },
      { at: "spec.configMapTargetRef[].name", to: "ConfigMap" },
    ],
  }),
  // Its Secrets are in KEDA's namespace.
  ...kinds(group, ["ClusterTriggerAuthentication"], { scope: "cluster", readiness: "exists" }),
];
