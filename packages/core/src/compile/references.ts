import { codeSpan } from "../component/code-span.js";
import type { HelmRelease } from "../component/helm-release.js";
import type { Manifest } from "./kubernetes/manifest.js";
import type { PlannedPrecondition } from "./plan.js";
import { secretsMadeBy, secretsUsedBy } from "./secret-references.js";

/** A chart, as far as its references go. */
export interface ReferencingChart {
  readonly id: string;
  readonly manifests: readonly Manifest[];
  readonly helmReleases: readonly HelmRelease[];
}

/** What a chart relies on in the cluster or in AWS. */
type Need =
  | { readonly kind: "api group"; readonly name: string }
  | { readonly kind: "namespace"; readonly name: string }
  | { readonly kind: "store"; readonly name: string }
  | { readonly kind: "issuer"; readonly name: string }
  | { readonly kind: "Kafka cluster"; readonly name: string }
  | { readonly kind: "storage class"; readonly name: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "secret"; readonly name: string };

const builtIn = (group: string) => !group.includes(".") || group.endsWith(".k8s.io");
const storeKey = (kind: string, namespace: string | undefined, name: string) =>
  kind === "ClusterSecretStore" ? `ClusterSecretStore/${name}` : `SecretStore/${namespace}/${name}`;
const issuerKey = (kind: string, namespace: string | undefined, name: string) =>
  kind === "ClusterIssuer" ? `ClusterIssuer/${name}` : `Issuer/${namespace}/${name}`;
const strimziGroup = "kafka.strimzi.io";
/** Strimzi's kinds that belong to a Kafka of the name that this label has; on a KafkaConnector it names a KafkaConnect. */
const ofKafka: ReadonlySet<string> = new Set(["KafkaNodePool", "KafkaRebalance", "KafkaTopic", "KafkaUser"]);
const clusterLabel = "strimzi.io/cluster";

/**
 * Finds from the objects themselves what each chart relies on, and which unit makes it. What no unit makes is a precondition of
 * the environment.
 *
 * @param published unit by the name of the SSM parameter or Secrets Manager secret that it makes
 */
export function findReferences(
  charts: readonly ReferencingChart[],
  published: ReadonlyMap<string, string>,
): { dependsOn: Map<string, Set<string>>; preconditions: PlannedPrecondition[] } {
  const makers = new Map<string, string>();
  const secretMakers = new Map<string, string>();
  for (const { id, manifests, helmReleases } of charts) {
    for (const manifest of manifests) {
      const { apiVersion, kind, metadata } = manifest;
      for (const name of secretsMadeBy(manifest)) secretMakers.set(`${metadata.namespace}/${name}`, id);
      if (kind === "Namespace") makers.set(`namespace ${metadata.name}`, id);
      if (kind === "StorageClass") makers.set(`storage class ${metadata.name}`, id);
      if (kind === "SecretStore" || kind === "ClusterSecretStore")
        makers.set(`store ${storeKey(kind, metadata.namespace, metadata.name)}`, id);
      if (groupOf(apiVersion) === "cert-manager.io" && (kind === "Issuer" || kind === "ClusterIssuer"))
        makers.set(`issuer ${issuerKey(kind, metadata.namespace, metadata.name)}`, id);
      if (groupOf(apiVersion) === strimziGroup && kind === "Kafka")
        makers.set(`Kafka cluster ${metadata.namespace}/${metadata.name}`, id);
    }
    for (const release of helmReleases) {
      for (const group of release.provides) makers.set(`api group ${group}`, id);
      if (release.createNamespace !== false && !makers.has(`namespace ${release.namespace}`))
        makers.set(`namespace ${release.namespace}`, id);
    }
  }
  for (const [name, id] of published) makers.set(name, id);

  const dependsOn = new Map<string, Set<string>>();
  const unmet = new Map<string, Need>();
  for (const chart of charts) {
    const found = new Set<string>();
    for (const need of needsOf(chart)) {
      const maker = makers.get(`${need.kind} ${need.name}`);
      if (maker === undefined) unmet.set(`${need.kind} ${need.name}`, need);
      else if (maker !== chart.id) found.add(maker);
    }
    // Pods wait for their Secrets: whoever makes one comes first. Which one nobody makes, the component that asks for it says.
    for (const manifest of chart.manifests) {
      for (const name of secretsUsedBy(manifest)) {
        const maker = secretMakers.get(`${manifest.metadata.namespace}/${name}`);
        if (maker !== undefined && maker !== chart.id) found.add(maker);
      }
    }
    dependsOn.set(chart.id, found);
  }
  return {
    dependsOn,
    preconditions: [...unmet].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => describe(need)),
  };
}

function needsOf({ manifests, helmReleases }: ReferencingChart): Need[] {
  const needs: Need[] = [];
  for (const { apiVersion, kind, metadata, spec } of manifests) {
    const group = groupOf(apiVersion);
    if (!builtIn(group)) needs.push({ kind: "api group", name: group });
    if (metadata.namespace !== undefined) needs.push({ kind: "namespace", name: metadata.namespace });
    if (kind === "ExternalSecret") needs.push(...externalNeeds(spec as ExternalSecretSpec, metadata.namespace));
    if (group === "cert-manager.io" && kind === "Certificate")
      needs.push(...issuerNeeds(spec as CertificateSpec, metadata.namespace));
    const cluster = metadata.labels?.[clusterLabel];
    if (group === strimziGroup && ofKafka.has(kind) && cluster !== undefined)
      needs.push({ kind: "Kafka cluster", name: `${metadata.namespace}/${cluster}` });
    for (const name of storageClasses(kind, spec)) needs.push({ kind: "storage class", name });
  }
  for (const release of helmReleases) {
    if (release.createNamespace === false) needs.push({ kind: "namespace", name: release.namespace });
    for (const name of release.reaches ?? []) needs.push({ kind: "namespace", name });
  }
  return needs;
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** As much of a Certificate as says who signs it. */
interface CertificateSpec {
  readonly issuerRef?: { readonly group?: string; readonly kind?: string; readonly name: string };
}

/** An issuer of another group than cert-manager's own is an external one, of whatever kind. */
function issuerNeeds({ issuerRef }: CertificateSpec, namespace: string | undefined): Need[] {
  if (issuerRef === undefined || (issuerRef.group ?? "cert-manager.io") !== "cert-manager.io") return [];
  return [{ kind: "issuer", name: issuerKey(issuerRef.kind ?? "Issuer", namespace, issuerRef.name) }];
}

/** As much of an ExternalSecret as says where its values come from. */
interface ExternalSecretSpec {
  readonly secretStoreRef?: { readonly name: string; readonly kind?: string };
  readonly data?: readonly {
    readonly remoteRef: { readonly key: string; readonly property?: string };
    readonly sourceRef?: { readonly storeRef?: { readonly name: string; readonly kind?: string } };
  }[];
}

function externalNeeds({ secretStoreRef, data = [] }: ExternalSecretSpec, namespace: string | undefined): Need[] {
  return data.flatMap(({ remoteRef, sourceRef }) => {
    const store = sourceRef?.storeRef ?? secretStoreRef;
    const source: Need = { kind: remoteRef.key.startsWith("/") ? "parameter" : "secret", name: remoteRef.key };
    return store
      ? [source, { kind: "store", name: storeKey(store.kind ?? "SecretStore", namespace, store.name) } as const]
      : [source];
  });
}

/** As much of what claims volumes as says of which classes: claims, StatefulSets, and Strimzi's storage. */
interface ClaimingSpec {
  readonly storageClassName?: string;
  readonly volumeClaimTemplates?: readonly { readonly spec?: { readonly storageClassName?: string } }[];
  readonly storage?: {
    readonly class?: string;
    readonly volumes?: readonly { readonly class?: string }[];
  };
}

function storageClasses(kind: string, spec: unknown): readonly string[] {
  if (typeof spec !== "object" || spec === null) return [];
  const { storageClassName, volumeClaimTemplates = [], storage } = spec as ClaimingSpec;
  const names = {
    PersistentVolumeClaim: [storageClassName],
    StatefulSet: volumeClaimTemplates.map((claim) => claim.spec?.storageClassName),
    KafkaNodePool: [storage?.class, ...(storage?.volumes ?? []).map((volume) => volume.class)],
  }[kind];
  return [...new Set(names ?? [])].filter((name): name is string => name !== undefined && name !== "");
}

function describe({ kind, name }: Need): PlannedPrecondition {
  switch (kind) {
    case "api group":
      return {
        title: `The CRDs of ${codeSpan(name)}`,
        text: `Installed in the cluster, with the controller that reconciles them.`,
      };
    case "namespace":
      return { title: `The namespace ${codeSpan(name)}`, text: "Exists in the cluster.", namespace: name };
    case "store":
      return {
        title: `The store ${codeSpan(name)}`,
        text: "Exists in the cluster and may read the parameters and secrets of this environment.",
      };
    case "issuer":
      return { title: `The issuer ${codeSpan(name)}`, text: "Exists in the cluster and signs for this namespace." };
    case "Kafka cluster":
      return { title: `The Kafka cluster ${codeSpan(name)}`, text: "Is run by the Strimzi operator in the cluster." };
    case "storage class":
      return {
        title: `The StorageClass ${codeSpan(name)}`,
        text: "Exists in the cluster, encrypts its volumes, makes them where the pod is scheduled (`WaitForFirstConsumer`) and lets them grow (`allowVolumeExpansion`).",
      };
    case "parameter":
      return { title: `The SSM parameter ${codeSpan(name)}`, text: "Exists in the environment's account and region." };
    case "secret":
      return {
        title: `The secret ${codeSpan(name)} in Secrets Manager`,
        text: "Exists in the environment's account and region; its value is set by hand and never stands in Git.",
      };
  }
}
