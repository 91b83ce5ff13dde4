import { isDeferred } from "@streamform/core";
import { only } from "../process/only.js";
import type { Folder, SecretFiles } from "../process/process.js";
import { listenerFor, type UserCredentials } from "./credentials.js";
import type { ClientCertificate, KafkaFacts, Listener } from "./facts.js";

/** The credentials of a client. Secrets are in the environment's namespace; their values are unknown here. */
export type Credentials =
  | { readonly authentication: "none" | "iam" }
  | { readonly authentication: "tls"; readonly certificate: ClientCertificate }
  | {
      readonly authentication: "scram-sha-512" | "scram-sha-256" | "plain";
      readonly secret: string;
      /** Key of the password. */
      readonly password: string;
      /** Key of a whole `sasl.jaas.config`. Default: it is made from `username` and the password. */
      readonly jaasConfig?: string;
      readonly username?: string;
    };

/** A client's login: its settings, and the files with credentials. */
export interface ClientLogin {
  /** Settings of a client, without the addresses. They contain only file names, so they may be in Git. */
  readonly settings: Readonly<Record<string, string>>;
  readonly folders: readonly SecretFolder[];
  /** Paths of the files: clients read them when they start. */
  readonly files: readonly string[];
}

export type SecretFolder = Folder & { readonly secrets: readonly SecretFiles[] };

/** How a component logs in as a user of the spec. */
export interface UserLogin {
  readonly listener: Listener;
  readonly username: string;
  readonly credentials: UserCredentials;
}

/** The login of a user; undefined if there is no such user, or no listener accepts it. */
export function userLogin(
  username: string,
  kafka: Pick<KafkaFacts, "listeners">,
  credentials: UserCredentials | undefined,
): UserLogin | undefined {
  const listener = credentials && listenerFor(kafka, credentials);
  return listener && { listener, username, credentials };
}

/** Variable with the brokers' addresses where they are known only after apply. */
export const serversVariable = "KAFKA_BOOTSTRAP_SERVERS";

/** The addresses as a configuration has them: read by the provider `environment` where they are known only after apply. */
export function serversOf({ bootstrapServers }: Pick<Listener, "bootstrapServers">): string {
  return isDeferred(bootstrapServers) ? `\${environment:${serversVariable}}` : bootstrapServers;
}

/** Settings of a client with this login; they name files only. */
export function clientSettings({ listener, credentials }: UserLogin): Readonly<Record<string, string>> {
  return { "bootstrap.servers": serversOf(listener), ...clientLogin(listener, credentials).settings };
}

/** Folder that Secrets are mounted below; Strimzi takes none outside of it. */
export const secretsFolder = "/mnt";

/** The provider by which clients and processes of Kafka read credentials from mounted Secrets, and from nowhere else. Source: Apache Kafka documentation, "Using DirectoryConfigProvider"; KIP-421, KIP-993. */
export const provider = {
  "config.providers": "files",
  "config.providers.files.class": "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
  "config.providers.files.param.allowed.paths": secretsFolder,
} as const;

/** The same provider, beside one that reads these variables of the process. Source: KIP-887 (EnvVarConfigProvider). */
export function providersOf(variables: readonly string[]): Readonly<Record<string, string>> {
  if (variables.length === 0) return provider;
  return {
    ...provider,
    "config.providers": `${provider["config.providers"]},environment`,
    "config.providers.environment.class": "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
    "config.providers.environment.param.allowlist.pattern": variables.join("|"),
  };
}

/** Where a file of a mounted Secret is read, by `provider`. */
export function inFile(path: string): string {
  const [, folder, file] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
  return `\${files:${folder}:${file}}`;
}

/** Settings of IAM. Source: aws/aws-msk-iam-auth, README. */
export const iamSettings = {
  "sasl.mechanism": "AWS_MSK_IAM",
  "sasl.jaas.config": "software.amazon.msk.auth.iam.IAMLoginModule required;",
  "sasl.client.callback.handler.class": "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
} as const;

/**
 * How a client logs in at a listener. Every Kafka client since 2.7 reads certificate, key and CA in PEM (KIP-651).
 *
 * @param end name of the cluster among several that a process is a client of; nothing where it is the only one
 */
export function clientLogin(
  { protocol, trust }: Pick<Listener, "protocol" | "trust">,
  credentials: Credentials,
  end?: string,
): ClientLogin {
  const place = (of: "user" | "trust") => ({
    name: end === undefined ? of : `${end}-${of}`,
    path: [secretsFolder, ...(end === undefined ? [] : [end]), of].join("/"),
  });
  const [user, ca] = [place("user"), place("trust")];
  const own = secretOf(credentials);
  const folders = [
    ...(own ? [{ ...user, secrets: [{ secret: own.secret, keys: only(...own.keys) }] }] : []),
    ...(trust ? [{ ...ca, secrets: [{ secret: trust.secret, keys: only(trust.key) }] }] : []),
  ];
  return {
    settings: {
      "security.protocol": protocol,
      ...proofOf(credentials, (key) => inFile(`${user.path}/${key}`)),
      ...(trust ? { "ssl.truststore.type": "PEM", "ssl.truststore.location": `${ca.path}/${trust.key}` } : {}),
    },
    folders,
    files: folders.flatMap(({ path, secrets }) =>
      secrets.flatMap(({ keys }) => Object.keys(keys).map((key) => `${path}/${key}`)),
    ),
  };
}

/** The Secret that proves who the client is, and the keys of it that it reads. */
function secretOf(credentials: Credentials): { readonly secret: string; readonly keys: readonly string[] } | undefined {
  switch (credentials.authentication) {
    case "none":
    case "iam":
      return undefined;
    case "tls": {
      const { secret, certificate, privateKey } = credentials.certificate;
      return { secret, keys: [certificate, privateKey] };
    }
    default:
      return { secret: credentials.secret, keys: [credentials.jaasConfig ?? credentials.password] };
  }
}

/** Settings that prove who the client is; `read` answers how it reads a key of its Secret. */
function proofOf(credentials: Credentials, read: (key: string) => string): Readonly<Record<string, string>> {
  switch (credentials.authentication) {
    case "none":
      return {};
    case "iam":
      return iamSettings;
    case "tls":
      return {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.certificate.chain": read(credentials.certificate.certificate),
        "ssl.keystore.key": read(credentials.certificate.privateKey),
      };
    default: {
      const { authentication, jaasConfig, username, password } = credentials;
      const module = authentication === "plain" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
      return {
        "sasl.mechanism": authentication.toUpperCase(),
        "sasl.jaas.config":
          jaasConfig === undefined
            ? `org.apache.kafka.common.security.${module} required username="${username}" password="${read(password)}";`
            : read(jaasConfig),
      };
    }
  }
}
