import type { Manifest } from "@streamform/core";
import { type Pod, selects } from "./pod.js";
import { nodeIds } from "./strimzi-pods.js";

interface CertificateSpec {
  readonly isCA?: boolean;
  readonly secretName: string;
  readonly dnsNames?: readonly string[];
  readonly usages?: readonly string[];
}

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly port: number; readonly targetPort?: number | string }[];
}

interface StrimziListener {
  readonly type: string;
  readonly configuration?: {
    readonly brokerCertChainAndKey?: { readonly secretName: string };
    readonly advertisedHostTemplate?: string;
    readonly bootstrap?: { readonly alternativeNames?: readonly string[] };
  };
}

/** A server's certificate, and every name by which clients come to a server that shows it. */
export interface ServedCertificate {
  readonly secret: string;
  readonly server: string;
  /** Names in the certificate; undefined if nothing in the tree creates it. */
  readonly dnsNames: readonly string[] | undefined;
  readonly hosts: readonly string[];
}

const externalName = "external-dns.alpha.kubernetes.io/hostname";

/** The certificates of cert-manager that pods show to their clients, with the names that clients use. */
export function servedCertificates(objects: readonly Manifest[], pods: readonly Pod[]): readonly ServedCertificate[] {
  const certificates = objects
    .filter(({ kind }) => kind === "Certificate")
    .map(({ spec }) => spec as CertificateSpec)
    .filter(({ isCA, usages }) => isCA !== true && (usages === undefined || usages.includes("server auth")));
  const namesOf = (secret: string) => certificates.find(({ secretName }) => secretName === secret)?.dnsNames;
  const mounted = pods.flatMap((pod) =>
    pod.secrets
      .filter((secret) => certificates.some(({ secretName }) => secretName === secret) && pod.ports.length > 0)
      .map((secret) => ({
        secret,
        server: pod.name,
        dnsNames: namesOf(secret),
        hosts: [...pod.hosts, ...serviceHosts(objects, pod), ...advertisedHosts(objects, pod)],
      })),
  );
  return [...mounted, ...objects.filter(({ kind }) => kind === "Kafka").flatMap((kafka) => ofStrimzi(kafka))];

  function ofStrimzi(kafka: Manifest): readonly ServedCertificate[] {
    const { name, namespace } = kafka.metadata;
    const { listeners } = (kafka.spec as { kafka: { listeners: readonly StrimziListener[] } }).kafka;
    const pools = objects.filter(
      ({ kind, metadata }) => kind === "KafkaNodePool" && metadata.labels?.["strimzi.io/cluster"] === name,
    );
    const brokers = pools.filter(({ spec }) => (spec as { roles: readonly string[] }).roles.includes("broker"));
    return listeners.flatMap(({ type, configuration = {} }) => {
      const { brokerCertChainAndKey, advertisedHostTemplate, bootstrap } = configuration;
      if (!brokerCertChainAndKey) return [];
      const inside = pods.filter(({ maker }) =>
        brokers.some(({ metadata }) => maker === `KafkaNodePool ${metadata.name}`),
      );
      const hosts =
        type === "internal"
          ? [`${name}-kafka-bootstrap.${namespace}.svc`, ...inside.flatMap((pod) => pod.hosts)]
          : [
              ...(bootstrap?.alternativeNames ?? []),
              ...brokers.flatMap(nodeIds).map((id) => (advertisedHostTemplate ?? "").replace("{nodeId}", String(id))),
            ];
      const { secretName: secret } = brokerCertChainAndKey;
      return [{ secret, server: `${name}, ${type} listener`, dnsNames: namesOf(secret), hosts }];
    });
  }
}

/** Names of the Services that send to a pod, in the cluster and outside; those for metrics alone speak no TLS. */
function serviceHosts(objects: readonly Manifest[], pod: Pod): readonly string[] {
  return objects
    .filter(({ kind, metadata }) => kind === "Service" && metadata.namespace === pod.namespace)
    .flatMap(({ metadata, spec }) => {
      const { selector, clusterIP, ports = [] } = spec as ServiceSpec;
      const forMetrics = ports.every(({ targetPort }) => targetPort === "metrics");
      if (!selector || !selects(selector, pod.labels) || forMetrics) return [];
      const outside = metadata.annotations?.[externalName];
      if (outside !== undefined) return outside.split(",");
      return clusterIP === "None" ? [] : [`${metadata.name}.${metadata.namespace}.svc`];
    });
}

/** The advertised names of a broker, from its mounted `server.properties`. */
function advertisedHosts(objects: readonly Manifest[], pod: Pod): readonly string[] {
  const texts = objects
    .filter(({ kind, metadata }) => kind === "ConfigMap" && pod.configMaps.includes(metadata.name))
    .map(({ data }) => (data as Readonly<Record<string, string>>)["server.properties"] ?? "");
  const id = /\d+$/.exec(pod.name)?.[0] ?? "";
  return texts.flatMap((text) => {
    const [, listeners = ""] = /^advertised\.listeners=(.*)$/m.exec(text) ?? [];
    return listeners
      .split(",")
      .flatMap((listener) => /:\/\/([^:]+):\d+$/.exec(listener)?.[1] ?? [])
      .map((host) => host.replaceAll("@POD@", pod.name).replaceAll("@ID@", id));
  });
}

/** Whether a certificate's name matches a host. A star matches the host's first label. */
export function bears(dnsName: string, host: string): boolean {
  if (!dnsName.startsWith("*.")) return dnsName === host;
  return host.slice(host.indexOf(".")) === dnsName.slice(1);
}
