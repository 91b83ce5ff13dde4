import type { SecretReference } from "@streamform/core";
import { only } from "../../../process/only.js";
import { clientSettings, inFile, type SecretFolder, secretsFolder, type UserLogin } from "../../../kafka/login.js";
import type { Connector, Connectors } from "./connector-spec.js";

type Value = Connector["config"][string];

/** Secret with all that connectors' configuration refers to. */
export const connectorSecrets = "connect-connectors";

/** Folder that this Secret is mounted at. */
const folder = { name: "secrets", path: `${secretsFolder}/secrets` } as const;

function isSecret(value: Value): value is SecretReference {
  return typeof value === "object";
}

function secretKey(connector: string, key: string): string {
  return `${connector}.${key}`;
}

/** The secrets of all connectors, by the key of each in the Secret `connectorSecrets`. */
export function secretsOf(connectors: Connectors): Readonly<Record<string, SecretReference>> {
  return Object.fromEntries(
    Object.entries(connectors).flatMap(([name, { config }]) =>
      Object.entries(config).flatMap(([key, value]) =>
        isSecret(value) ? [[secretKey(name, key), value] as const] : [],
      ),
    ),
  );
}

/** The Secret, unless it would be empty: a pod waits until its keys exist. */
export function mountedSecrets(connectors: Connectors): readonly SecretFolder[] {
  const keys = Object.keys(secretsOf(connectors)).sort();
  return keys.length > 0 ? [{ ...folder, secrets: [{ secret: connectorSecrets, keys: only(...keys) }] }] : [];
}

/** Configuration of a connector without its class and number of tasks. Credentials are references that the workers follow. */
export function configOf(
  name: string,
  { topics, clients, config }: Connector,
  login: UserLogin,
): Readonly<Record<string, string | number | boolean>> {
  const own = Object.entries(clientSettings(login));
  return {
    ...(topics ? { topics: topics.join(",") } : {}),
    ...Object.fromEntries(clients.flatMap((prefix) => own.map(([key, value]) => [`${prefix}${key}`, value]))),
    ...Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key,
        isSecret(value) ? inFile(`${folder.path}/${secretKey(name, key)}`) : value,
      ]),
    ),
  };
}

/** Key of a connector's configuration by which the Job knows the connectors that it may delete; connectors overlook it. */
const ownerKey = "streamform.owner";

/** The same as Connect's REST API keeps it: texts alone, with the name of who owns it. */
export function restConfigOf(
  name: string,
  connector: Connector,
  { login, owner }: { readonly login: UserLogin; readonly owner: string },
): Readonly<Record<string, string>> {
  const entries = Object.entries({
    name,
    "connector.class": connector.class,
    "tasks.max": connector.tasksMax,
    ...configOf(name, connector, login),
    [ownerKey]: owner,
  });
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
