import type { Kafka, Listener } from "../../../kafka/kafka.js";

/** Folder in which a pod finds the CA, by the example of the README. */
const caFolder = "/etc/kafka-ca";

/** The README's data for pods; `ca` is undefined if every client trusts it. */
export function podData({ adminCertificate, clusterName, listeners }: Kafka, { name, trust }: Listener) {
  const certificate = adminCertificate ?? { certificate: "tls.crt", privateKey: "tls.key" };
  return {
    anyPrivateCa: listeners.some((listener) => listener.trust !== undefined),
    pod: {
      secret: `kafka-client-${name}`,
      ca: trust && { secret: trust.secret, key: trust.key, folder: caFolder },
      inKubernetes: clusterName !== undefined,
      certificateKey: certificate.certificate,
      privateKey: certificate.privateKey,
    },
  };
}
