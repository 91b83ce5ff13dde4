import { customResource } from "@streamform/core";
import type { KubernetesCluster } from "../part.js";
import { headlessOf, nameOf, type Role } from "./names.js";

type Part = Pick<KubernetesCluster, "chart" | "exports" | "environment" | "spec" | "uses">;

/**
 * A certificate for each role, and that of the administrator. Pods of a role share theirs, with a wildcard for their names: another broker
 * needs no new one, so that scaling out restarts nobody. Keys are in PKCS #8, the form that Kafka reads.
 */
export function serverCertificates(part: Part, roles: readonly Role[]): void {
  for (const role of roles) certificate(part, nameOf(part.exports, role), dnsNames(part, role));
  certificate(part, part.exports.admin, []);
}

/** Names under which pods of a role are found. */
function dnsNames({ exports, environment, spec }: Part, role: Role): string[] {
  const services = servicesOf(exports, role);
  const hosts = (service: string) => {
    const host = `${service}.${environment.kubernetes.namespace}.svc`;
    return [host, `${host}.cluster.local`];
  };
  return [
    ...services.names.flatMap(hosts),
    ...services.pods.flatMap(hosts).map((host) => `*.${host}`),
    ...(role === "broker" && spec.external !== undefined
      ? [`bootstrap.${spec.external.domain}`, `*.${spec.external.domain}`]
      : []),
  ];
}

/**
 * Services that clients call by name, and those that name pods. ZooKeeper's servers look up the name behind an address that connects to them: the
 * cluster's DNS answers with that of any Service that the pod is in.
 */
function servicesOf(exports: Part["exports"], role: Role): Readonly<Record<"names" | "pods", readonly string[]>> {
  const headless = headlessOf(exports, role);
  if (role === "broker") return { names: [exports.bootstrapService], pods: [headless] };
  if (role === "controller") return { names: [], pods: [headless] };
  const client = `${exports.cluster}-zookeeper-client`;
  return { names: [client], pods: [headless, client, `${exports.cluster}-zookeeper-metrics`] };
}

function certificate({ chart, uses: { certificates } }: Part, name: string, dns: readonly string[]): void {
  if (certificates === undefined) return;
  customResource(chart, {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name },
    spec: {
      commonName: name,
      secretName: name,
      ...(dns.length === 0 ? {} : { dnsNames: dns }),
      duration: certificates.duration,
      renewBefore: certificates.renewBefore,
      privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
      usages: ["digital signature", "key encipherment", "client auth", ...(dns.length === 0 ? [] : ["server auth"])],
      issuerRef: certificates.issuer,
    },
  });
}
