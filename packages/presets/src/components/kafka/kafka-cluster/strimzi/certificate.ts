import { customResource } from "@streamform/core";
import type { KubernetesCluster } from "../part.js";
import { listenerCertificate } from "./names.js";

/**
 * The certificate of all listeners. Brokers are named by wildcards, so that one more of them does not restart the others for a new
 * certificate. Strimzi reads PKCS #8 keys alone, and restarts the brokers one by one when the certificate is renewed.
 *
 * Source: Strimzi documentation, "Providing your own listener certificates".
 */
export function certificate({ chart, spec, namespace, exports, uses: { certificates } }: KubernetesCluster): void {
  if (!certificates) return;
  const name = listenerCertificate(exports);
  customResource(chart, {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name },
    spec: {
      secretName: name,
      dnsNames: [
        ...serviceNames(exports.bootstrapService, namespace),
        ...serviceNames(exports.brokersService, namespace).map((host) => `*.${host}`),
        ...(spec.external ? [`*.${spec.external.domain}`] : []),
      ],
      duration: certificates.duration,
      renewBefore: certificates.renewBefore,
      privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
      issuerRef: { ...certificates.issuer },
    },
  });
}

/** Every name by which pods may look a Service up. */
function serviceNames(service: string, namespace: string): string[] {
  return [
    service,
    `${service}.${namespace}`,
    `${service}.${namespace}.svc`,
    `${service}.${namespace}.svc.cluster.local`,
  ];
}
