import type { Volume, VolumeMount } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { ClientCertificate, KafkaFacts, Listener } from "./facts.js";

/** A pod's way into the cluster by a certificate. */
export interface CertificateClient {
  /** Client properties; they name files alone, so they may stand in Git. */
  readonly properties: string;
  readonly volumes: readonly Volume[];
  readonly volumeMounts: readonly VolumeMount[];
}

const certificateFolder = "/etc/streamform/certificate";
const trustFolder = "/etc/streamform/trust";

/** The listener that takes the administrator's certificate, with that certificate, where there are both. */
export function administratorsWay<L extends Pick<Listener, "name">>(kafka: {
  readonly listeners: readonly [L, ...L[]];
  readonly adminCertificate?: KafkaFacts["adminCertificate"];
}): { readonly listener: L; readonly certificate: ClientCertificate } | undefined {
  const listener = kafka.listeners.find(({ name }) => name === "mtls");
  const certificate = kafka.adminCertificate;
  return listener && certificate ? { listener, certificate } : undefined;
}

/**
 * Properties by which every Kafka client since 2.7 reads certificate and key in PEM from the files of mounted Secrets: no keystore, and no
 * password for one.
 *
 * Source: Apache Kafka documentation, "Using DirectoryConfigProvider"; KIP-651 (PEM), KIP-421 (config providers in clients).
 */
export function certificateClient(
  { trust }: Pick<Listener, "trust">,
  { secret, certificate, privateKey }: ClientCertificate,
): CertificateClient {
  const at = (folder: string, key: string) => `\${files:${folder}:${key}}`;
  const properties = [
    "security.protocol=SSL",
    ...trustProperties(trust),
    "config.providers=files",
    "config.providers.files.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider",
    "ssl.keystore.type=PEM",
    `ssl.keystore.certificate.chain=${at(certificateFolder, certificate)}`,
    `ssl.keystore.key=${at(certificateFolder, privateKey)}`,
  ];
  return {
    properties: properties.map((line) => `${line}\n`).join(""),
    volumes: [
      { name: "certificate", secret: { secretName: secret, defaultMode: 0o440 } },
      ...(trust
        ? [{ name: "trust", secret: { secretName: trust.secret, defaultMode: 0o440, items: only(trust.key) } }]
        : []),
    ],
    volumeMounts: [
      { name: "certificate", mountPath: certificateFolder, readOnly: true },
      ...(trust ? [{ name: "trust", mountPath: trustFolder, readOnly: true }] : []),
    ],
  };
}

/** Lines by which a client knows the brokers' certificates; none where every Java does. */
export function trustProperties(trust: Listener["trust"]): string[] {
  return trust ? ["ssl.truststore.type=PEM", `ssl.truststore.location=${trustFolder}/${trust.key}`] : [];
}

/** The CA's private key may be in the same Secret: no pod has any use for it. */
function only(key: string) {
  return [{ key, path: key }];
}
