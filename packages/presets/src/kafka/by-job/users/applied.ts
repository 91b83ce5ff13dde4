import type { Users } from "../../../components/clients/users/spec.js";

/** The users whose rights are Kafka's own; those of a user of AWS are its role's policy. */
export function appliedUsers(users: Users): Users {
  return Object.fromEntries(Object.entries(users).filter(([, { authentication }]) => authentication !== "iam"));
}
