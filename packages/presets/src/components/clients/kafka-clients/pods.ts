import type { Kafka, Listener } from "../../../kafka/kafka.js";

/** Folder in which a pod finds the CA, by the example of the README. */
const caFolder = "/etc/kafka-ca";

/** The README's data for pods that need the CA; undefined if every client trusts it. */
export function podData({ adminCertificate, listeners }: Kafka, { name, trust }: Listener) {
  const certificate = adminCertificate ?? { certificate: "tls.crt", privateKey: "tls.key" };
  return {
    anyPrivateCa: listeners.some((listener) => listener.trust !== undefined),
    pod: trust && {
      secret: `kafka-client-${name}`,
      ca: trust.secret,
      caKey: trust.key,
      caFolder,
      certificateKey: certificate.certificate,
      privateKey: certificate.privateKey,
    },
  };
}
