import { customResource, type KubernetesPart } from "@streamform/core";
import { KubeRole, KubeRoleBinding, KubeServiceAccount } from "cdk8s-plus-29/lib/imports/k8s.js";

type Part = Pick<KubernetesPart, "chart" | "environment">;

/** Where Secrets of the environment's namespace are copied to. */
export interface OtherNamespace {
  readonly namespace: string;
  /** Name of the SecretStore there, of its service account, and of what lets that read. */
  readonly store: string;
}

/**
 * A SecretStore in another namespace that reads Secrets of the environment's namespace. It may read those that `copySecrets` names, and no others.
 * Source: External Secrets, provider Kubernetes; `kube-root-ca.crt` is in every namespace (Kubernetes, RootCAConfigMap).
 */
export function addCopyingStore({ chart, environment }: Part, { namespace, store }: OtherNamespace): void {
  new KubeServiceAccount(chart, `${namespace}-reader`, { metadata: { name: store, namespace } });
  customResource(chart, {
    apiVersion: "external-secrets.io/v1",
    kind: "SecretStore",
    metadata: { name: store, namespace },
    spec: {
      provider: {
        kubernetes: {
          remoteNamespace: environment.kubernetes.namespace,
          server: {
            url: "https://kubernetes.default.svc",
            caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt" },
          },
          auth: { serviceAccount: { name: store } },
        },
      },
    },
  });
}

/**
 * Copies Secrets of the environment's namespace into another one and keeps the copies up to date.
 *
 * @param id sets the copies of a component apart from others'
 * @param secrets names of the Secrets, with the keys that are copied; undefined: all
 */
export function copySecrets(
  { chart }: Pick<Part, "chart">,
  { namespace, store }: OtherNamespace,
  id: string,
  secrets: Readonly<Record<string, readonly string[] | undefined>>,
): void {
  const name = `${id}-${namespace}`;
  new KubeRole(chart, `${namespace}-role`, {
    metadata: { name },
    rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: Object.keys(secrets).sort(), verbs: ["get"] }],
  });
  new KubeRoleBinding(chart, `${namespace}-binding`, {
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
    subjects: [{ kind: "ServiceAccount", name: store, namespace }],
  });
  const defaults = {
    conversionStrategy: "Default",
    decodingStrategy: "None",
    metadataPolicy: "None",
    nullBytePolicy: "Ignore",
  };
  for (const [secret, keys] of Object.entries(secrets))
    customResource(chart, {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: secret, namespace },
      spec: {
        refreshPolicy: "Periodic",
        refreshInterval: "10m0s",
        secretStoreRef: { kind: "SecretStore", name: store },
        target: { name: secret, creationPolicy: "Owner", deletionPolicy: "Retain" },
        ...(keys
          ? { data: keys.map((key) => ({ secretKey: key, remoteRef: { key: secret, property: key, ...defaults } })) }
          : { dataFrom: [{ extract: { key: secret, ...defaults } }] }),
      },
    });
}
