import { isDeferred } from "@streamform/core";
import { type UserCredentials, listenerFor } from "../../../kafka/credentials.js";
import type { KafkaFacts, Listener } from "../../../kafka/facts.js";
import { type ClientLogin, clientLogin, inFile as readFrom, secretsFolder } from "../../../kafka/login.js";
import type { Folder } from "../../../process/process.js";

/** How a component's pods get into Kafka as a user of the spec. */
export interface Login {
  readonly listener: Listener;
  readonly username: string;
  readonly credentials: UserCredentials;
}

/** The login of a user; undefined where there is no such user, or no listener that takes it. */
export function loginOf(
  user: string,
  kafka: Pick<KafkaFacts, "listeners">,
  credentials: UserCredentials | undefined,
): Login | undefined {
  const listener = credentials && listenerFor(kafka, credentials);
  return listener && { listener, username: user, credentials };
}

/** Variable with the brokers' addresses where they are known only after apply. */
export const serversVariable = "KAFKA_BOOTSTRAP_SERVERS";

/** The addresses as a configuration has them: by the provider `environment` where they are known only after apply. */
export function serversOf({ listener: { bootstrapServers } }: Login): string {
  return isDeferred(bootstrapServers) ? `\${environment:${serversVariable}}` : bootstrapServers;
}

/** Folder that a component's own Secrets are mounted at. */
export const ownSecrets = { name: "secrets", path: `${secretsFolder}/secrets` } as const;

/** Where a key of them is read. */
export function inFile(key: string): string {
  return readFrom(`${ownSecrets.path}/${key}`);
}

export function settingsOf(login: Login): ClientLogin {
  return clientLogin(login.listener, login.credentials);
}

/** Settings of a client that logs in so; they name files alone. */
export function clientSettings(login: Login): Readonly<Record<string, string>> {
  return { "bootstrap.servers": serversOf(login), ...settingsOf(login).settings };
}

export type SecretFolder = Extract<Folder, { readonly secrets: unknown }>;
