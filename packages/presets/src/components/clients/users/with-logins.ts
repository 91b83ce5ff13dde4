import type { KafkaFacts } from "../../../kafka/facts.js";
import type { User, Users, WrittenUsers } from "./spec.js";

/** The default login of a user, in the order of the spec's description. */
const preferred = [
  { listener: "scram", authentication: "scram-sha-512" },
  { listener: "iam", authentication: "iam" },
  { listener: "mtls", authentication: "tls" },
] as const;

/** The users with their logins filled in. */
export function withLogins(
  users: WrittenUsers,
  { listeners }: { readonly listeners: readonly Pick<KafkaFacts["listeners"][0], "name">[] },
): Users {
  const usual: User["authentication"] =
    preferred.find(({ listener }) => listeners.some(({ name }) => name === listener))?.authentication ??
    "scram-sha-512";
  return Object.fromEntries(
    Object.entries(users).map(([name, user]) => [name, { ...user, authentication: user.authentication ?? usual }]),
  );
}
