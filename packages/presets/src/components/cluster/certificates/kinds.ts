import { type Kind, kinds, type Reference } from "@streamform/core";

const group = "cert-manager.io";
const ready = {
  scope: "namespace",
  readiness: { condition: "Ready", generation: "condition" },
  argoCdKnows: true,
} as const;
/** An issuer of another group than cert-manager's own is an external one, of a kind that nobody here knows. */
const issuer: Reference = { at: "spec.issuerRef.name", to: [`${group}/Issuer`, `${group}/ClusterIssuer`] };
/** The Secrets of a ClusterIssuer are in cert-manager's namespace. */
const secretsOfIssuer: readonly Reference[] = [
  { at: "spec.ca.secretName", to: "Secret" },
  { at: "spec.acme.externalAccountBinding.keySecretRef.name", to: "Secret" },
  { at: "spec.vault.auth.appRole.secretRef.name", to: "Secret" },
  { at: "spec.vault.auth.kubernetes.secretRef.name", to: "Secret" },
  { at: "spec.vault.auth.tokenSecretRef.name", to: "Secret" },
  { at: "spec.vault.caBundleSecretRef.name", to: "Secret" },
  { at: "spec.venafi.tpp.credentialsRef.name", to: "Secret" },
];
const precondition = { text: "Exists in the cluster and signs for this namespace." };

/** The kinds of cert-manager. Sources: its CRDs; Argo CD's `resource_customizations/cert-manager.io`. */
export const certManagerKinds: readonly Kind[] = [
  ...kinds(group, ["Certificate"], {
    ...ready,
    refersTo: [
      issuer,
      { at: "spec.keystores.jks.passwordSecretRef.name", to: "Secret" },
      { at: "spec.keystores.pkcs12.passwordSecretRef.name", to: "Secret" },
    ],
    makes: [{ kind: "Secret", name: "spec.secretName" }],
  }),
  ...kinds(group, ["CertificateRequest"], {
    scope: "namespace",
    readiness: { condition: "Ready" },
    refersTo: [issuer],
    immutable: ["spec"],
  }),
  ...kinds(group, ["ClusterIssuer"], { ...ready, scope: "cluster", precondition }),
  ...kinds(group, ["Issuer"], { ...ready, refersTo: secretsOfIssuer, precondition }),
];
