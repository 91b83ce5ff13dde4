import type { SecretReference } from "@streamform/core";
import type { User, Users } from "../../../components/clients/users/spec.js";

/** How long a deleted secret can be restored, in days: the longest that there is. */
export const recoveryWindowInDays = 30;

/** The secret of a user whose password is made: below the environment's name, where External Secrets may read. */
export function passwordSecret(environment: string, user: string): string {
  return `${environment}/users/${user}`;
}

/** Where a user's password is. */
export function passwordOf(environment: string, name: string, { password }: User): SecretReference {
  return password ?? { secretsManager: passwordSecret(environment, name), key: "password" };
}

/** Names of the users who log in by password. */
export function withPassword(users: Users): readonly string[] {
  return Object.keys(users)
    .filter((name) => users[name]?.authentication === "scram-sha-512")
    .sort();
}

/** Names of those whose password is made, not brought. */
export function withMadePassword(users: Users): readonly string[] {
  return withPassword(users).filter((name) => users[name]?.password === undefined);
}
