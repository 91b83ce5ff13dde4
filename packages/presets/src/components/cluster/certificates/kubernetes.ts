import { customResource, type KubernetesPart } from "@streamform/core";
import { caName, issuerName } from "./names.js";
import type { certificatesSpec } from "./spec.js";

const rootIssuer = "kafka-ca-root";

/** The environment's own CA: it signs itself, and an issuer signs by it. Nothing where an issuer exists. */
export function kubernetes({ chart, spec, environment }: KubernetesPart<typeof certificatesSpec>): void {
  if (spec.issuer !== undefined) return;
  const apiVersion = "cert-manager.io/v1";
  customResource(chart, { apiVersion, kind: "Issuer", metadata: { name: rootIssuer }, spec: { selfSigned: {} } });
  customResource(chart, {
    apiVersion,
    kind: "Certificate",
    metadata: { name: caName },
    spec: {
      isCA: true,
      commonName: `${environment.name} Kafka CA`,
      secretName: caName,
      duration: `${spec.caLifetime}h0m0s`,
      // A CA that changes has to be known to every client before brokers show certificates that it signed: its key stays.
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: rootIssuer },
    },
  });
  customResource(chart, {
    apiVersion,
    kind: "Issuer",
    metadata: { name: issuerName },
    spec: { ca: { secretName: caName } },
  });
}
