import type { Volume, VolumeMount } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { SecretKey } from "../../../kafka/facts.js";
import type { UserCredentials } from "../../../kafka/credentials.js";

/** How a component's pods get into Kafka as a user of the spec: by its certificate or its password. */
export interface Login {
  readonly bootstrapServers: string;
  readonly trust: SecretKey | undefined;
  readonly username: string;
  readonly credentials: UserCredentials;
}

/** Folders that Secrets are mounted at; Strimzi takes none outside of /mnt. */
export const folders = { user: "/mnt/user", trust: "/mnt/trust", secrets: "/mnt/secrets" } as const;

/** Where a file of a mounted Secret is read, by `provider`. */
export function inFile(folder: keyof typeof folders, file: string): string {
  return `\${files:${folders[folder]}:${file}}`;
}

/** The provider by which processes of Kafka read credentials from mounted Secrets, and from nowhere else. Source: Apache Kafka documentation, "Using DirectoryConfigProvider"; KIP-993. */
export const provider = {
  "config.providers": "files",
  "config.providers.files.class": "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
  "config.providers.files.param.allowed.paths": "/mnt",
} as const;

/** Settings of a client that logs in so; they name files alone. */
export function clientSettings({ bootstrapServers, trust, credentials }: Login): Readonly<Record<string, string>> {
  const proof: Readonly<Record<string, string>> =
    credentials.authentication === "tls"
      ? {
          "security.protocol": "SSL",
          "ssl.keystore.type": "PEM",
          "ssl.keystore.certificate.chain": inFile("user", credentials.certificate.certificate),
          "ssl.keystore.key": inFile("user", credentials.certificate.privateKey),
        }
      : {
          "security.protocol": "SASL_SSL",
          "sasl.mechanism": "SCRAM-SHA-512",
          "sasl.jaas.config": inFile("user", credentials.jaasConfig),
        };
  return {
    "bootstrap.servers": bootstrapServers,
    ...proof,
    ...(trust ? { "ssl.truststore.type": "PEM", "ssl.truststore.location": `${folders.trust}/${trust.key}` } : {}),
  };
}

/** A Secret that is mounted, and the keys of it that become files; all of them where none are named. */
export interface MountedSecret {
  readonly folder: keyof typeof folders;
  readonly secret: string;
  readonly keys: readonly string[];
}

/** The Secrets that `clientSettings` reads. The CA's private key may be beside its certificate: no pod has any use for it. */
export function loginSecrets({ trust, credentials }: Login): readonly MountedSecret[] {
  const own: MountedSecret =
    credentials.authentication === "tls"
      ? {
          folder: "user",
          secret: credentials.certificate.secret,
          keys: [credentials.certificate.certificate, credentials.certificate.privateKey],
        }
      : { folder: "user", secret: credentials.secret, keys: [credentials.jaasConfig] };
  return trust ? [own, { folder: "trust", secret: trust.secret, keys: [trust.key] }] : [own];
}

/** The volumes of Secrets, and where containers mount them. */
export function volumesOf(secrets: readonly MountedSecret[]): readonly Volume[] {
  return secrets.map(({ folder, secret, keys }) => ({
    name: folder,
    secret: { secretName: secret, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
  }));
}
export function mountsOf(secrets: readonly MountedSecret[]): readonly VolumeMount[] {
  return secrets.map(({ folder }) => ({ name: folder, mountPath: folders[folder], readOnly: true }));
}
