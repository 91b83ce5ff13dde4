import { ports } from "../exports.js";
import type { KubernetesCluster } from "../part.js";
import { externalConfiguration } from "./external.js";
import { listenerCertificate } from "./names.js";

/** The listeners by their ports; with `certificates` all show cert-manager's certificate, without Strimzi's own. */
export function listeners({ spec, exports, uses: { certificates } }: KubernetesCluster) {
  const certificate = certificates && {
    brokerCertChainAndKey: { secretName: listenerCertificate(exports), certificate: "tls.crt", key: "tls.key" },
  };
  const internal = { type: "internal", tls: true, ...(certificate && { configuration: certificate }) };
  return [
    { name: "scram", port: ports.scram, ...internal, authentication: { type: "scram-sha-512" } },
    { name: "mtls", port: ports.mtls, ...internal, authentication: { type: "tls" } },
    ...(spec.external
      ? [
          {
            name: "external",
            port: ports.external,
            type: "loadbalancer",
            tls: true,
            authentication: { type: "scram-sha-512" },
            configuration: { ...certificate, ...externalConfiguration(spec.external) },
          },
        ]
      : []),
  ];
}
