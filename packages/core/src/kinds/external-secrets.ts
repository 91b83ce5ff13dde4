import { type Kind, kinds, type Reference } from "./kind.js";

const group = "external-secrets.io";
const stores = [`${group}/SecretStore`, `${group}/ClusterSecretStore`] as const;
const store = (at: string): Reference => ({ at, to: stores });
/** A store's own login. */
const login = { at: "spec.provider.*.auth.**.secretRef.*.name", to: "Secret" } as const;
const precondition = {
  text: "Exists in the cluster and may read the parameters and secrets of this environment.",
};

/**
 * The kinds of External Secrets by which core brings values from AWS to pods; the operator's other kinds come with its component.
 *
 * Sources: CRDs of External Secrets; `apis/externalsecrets/v1` (`syncedResourceVersion` begins with the generation).
 */
export const externalSecretsKinds: readonly Kind[] = [
  // A store or a secret that is not ready is tried again by External Secrets, as when both are made at the same time.
  ...kinds(group, ["ExternalSecret"], {
    scope: "namespace",
    readiness: { condition: "Ready", generation: "synced-resource-version" },
    argoCdKnows: true,
    refersTo: [
      store("spec.secretStoreRef.name"),
      store("spec.data[].sourceRef.storeRef.name"),
      store("spec.dataFrom[].sourceRef.storeRef.name"),
    ],
    readsFromAws: ["spec.data[].remoteRef.key", "spec.dataFrom[].extract.key"],
    makes: [{ kind: "Secret", name: "spec.target.name", or: "metadata.name" }],
  }),
  ...kinds(group, ["SecretStore"], {
    scope: "namespace",
    readiness: { condition: "Ready" },
    argoCdKnows: true,
    refersTo: [login, { at: "spec.provider.*.auth.**.serviceAccountRef.name", to: "ServiceAccount" }],
    precondition,
  }),
  ...kinds(group, ["ClusterSecretStore"], {
    scope: "cluster",
    readiness: { condition: "Ready" },
    argoCdKnows: true,
    refersTo: [login],
    precondition,
  }),
];
