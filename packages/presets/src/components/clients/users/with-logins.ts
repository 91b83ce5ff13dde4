import { listenerFor } from "../../../kafka/credentials.js";
import type { KafkaFacts } from "../../../kafka/facts.js";
import type { User, Users, WrittenUsers } from "./spec.js";

/** The default login of a user, in the order of the spec's description. */
const preferred = ["scram-sha-512", "iam", "tls"] as const;

/** The users with their logins filled in. */
export function withLogins(
  users: WrittenUsers,
  kafka: { readonly listeners: readonly Pick<KafkaFacts["listeners"][0], "name" | "mechanism">[] },
): Users {
  const usual: User["authentication"] =
    preferred.find((authentication) => listenerFor(kafka, { authentication })) ?? "scram-sha-512";
  return Object.fromEntries(
    Object.entries(users).map(([name, user]) => [name, { ...user, authentication: user.authentication ?? usual }]),
  );
}
