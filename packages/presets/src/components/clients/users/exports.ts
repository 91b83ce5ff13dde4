import type { ExportsPart } from "@streamform/core";
import type { ClientCertificate, Kafka } from "../../../kafka/kafka.js";
import { accessRules } from "./access-rules.js";
import { registryOf } from "./registry.js";
import type { User, usersSpec } from "./spec.js";
import { usersFile } from "./users-file.js";
import type { uses } from "./uses.js";

/** What a pod of the environment's namespace logs in with: a Secret of the user's name, alike with every engine. */
export type UserCredentials =
  | {
      readonly authentication: "scram-sha-512";
      readonly secret: string;
      /** Keys of the Secret: the password, and a whole `sasl.jaas.config` with name and password. */
      readonly password: "password";
      readonly jaasConfig: "sasl.jaas.config";
    }
  | { readonly authentication: "tls"; readonly certificate: ClientCertificate };

/** Names of the users, who they are to Kafka's authorizer, and where their credentials are. */
export function exports({ spec, environment, uses: { kafka } }: ExportsPart<typeof usersSpec, typeof uses>) {
  const each = <Value>(of: (name: string, user: User) => Value): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(spec).map(([name, user]) => [name, of(name, user)]));
  const byOperator = kafka.topicsBy === "strimzi";
  return {
    /** The users as `apply-users.sh` reads them: where an operator makes them, the script deletes none. */
    file: usersFile(byOperator ? each((_, user) => ({ ...user, onRemove: "keep" as const })) : spec),
    /** Topic in which the script remembers what it may delete; empty where it deletes nothing. */
    registry: byOperator ? "" : registryOf(environment),
    names: Object.keys(spec),
    /** All that each may do, and may not. */
    rules: each(accessRules),
    principals: each((name, { authentication }) => `User:${authentication === "tls" ? `CN=${name}` : name}`),
    credentials: each((name, user) => credentialsOf(name, user, kafka)),
  };
}

export function credentialsOf(
  name: string,
  { authentication }: Pick<User, "authentication">,
  { topicsBy }: Pick<Kafka, "topicsBy">,
): UserCredentials {
  if (authentication === "scram-sha-512")
    return { authentication, secret: name, password: "password", jaasConfig: "sasl.jaas.config" };
  return { authentication, certificate: certificateOf(name, { topicsBy }) };
}

/** A user's certificate: Strimzi and cert-manager call the keys of its Secret differently. */
export function certificateOf(name: string, { topicsBy }: Pick<Kafka, "topicsBy">): ClientCertificate {
  return topicsBy === "strimzi"
    ? { secret: name, certificate: "user.crt", privateKey: "user.key" }
    : { secret: name, certificate: "tls.crt", privateKey: "tls.key" };
}

export type UsersExports = ReturnType<typeof exports>;
