import type { Users } from "../../../components/clients/users/spec.js";

/** The users with rights in Kafka. The rights of a user with the login iam are its role's policy. */
export function appliedUsers(users: Users): Users {
  return Object.fromEntries(Object.entries(users).filter(([, { authentication }]) => authentication !== "iam"));
}
