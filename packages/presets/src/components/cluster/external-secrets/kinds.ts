import { type Kind, kinds } from "@streamform/core";

const group = "external-secrets.io";
const ready = { readiness: { condition: "Ready" }, argoCdKnows: true } as const;

/** The kinds of External Secrets beside those by which Streamform itself reads values. Source: its CRDs. */
export const moreExternalSecretsKinds: readonly Kind[] = [
  ...kinds(group, ["ClusterExternalSecret"], {
    ...ready,
    scope: "cluster",
    refersTo: [
      {
        at: "spec.externalSecretSpec.secretStoreRef.name",
        to: [`${group}/SecretStore`, `${group}/ClusterSecretStore`],
      },
    ],
  }),
  ...kinds(group, ["ClusterPushSecret"], { ...ready, scope: "cluster" }),
  ...kinds(group, ["PushSecret"], {
    ...ready,
    scope: "namespace",
    refersTo: [
      { at: "spec.secretStoreRefs[].name", to: [`${group}/SecretStore`, `${group}/ClusterSecretStore`] },
      { at: "spec.selector.secret.name", to: "Secret" },
    ],
  }),
];
