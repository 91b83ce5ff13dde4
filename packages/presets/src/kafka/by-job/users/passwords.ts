import type { Part, SecretReference } from "@streamform/core";
import type { User, Users } from "../../../components/clients/users/spec.js";
import type { UsersTerraform } from "../../behaviour/users.js";

type Named = Pick<Part, "environment" | "name">;

/** Where the passwords of a Kafka's users are made and kept. */
export interface Passwords {
  /** Whether Kafka keeps them, so that a Job sets them there; else the brokers read them from Secrets Manager. */
  readonly inKafka: boolean;
  /** Name of the secret of a user whose password is made. */
  readonly secretOf: (part: Named, user: string) => string;
  readonly terraform: (part: UsersTerraform) => void;
}

/** How long a deleted secret can be restored, in days: the longest that there is. */
export const recoveryWindowInDays = 30;

/** Where a user's password is. */
export function passwordOf(
  passwords: Passwords,
  part: Named,
  name: string,
  { password }: Pick<User, "password">,
): SecretReference {
  return password ?? { secretsManager: passwords.secretOf(part, name), key: "password" };
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
