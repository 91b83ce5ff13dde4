import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { ephemeralResource, Fn } from "@streamform/core";
import type { UsersTerraform } from "../../behaviour/users.js";
import { type Passwords, recoveryWindowInDays, withMadePassword } from "./passwords.js";

/** The same length as passwords from the scripts. Letters and digits need no escapes in configuration files. */
export const madePassword = { password_length: 48, exclude_punctuation: true } as const;

/**
 * Passwords if no operator creates them. Secrets Manager generates one while Terraform runs, and stores it by a write-only argument. It is in no
 * plan and no state, and is written once: Terraform writes a new password only for a new version.
 */
function terraform({ stack, spec, environment }: UsersTerraform): void {
  // No user's name has an underscore, so the name cannot be another user's.
  for (const username of withMadePassword(spec)) {
    const secret = new SecretsmanagerSecret(stack, username, {
      name: secretOf(environment.name, username),
      description: `Kafka user ${username}`,
      recoveryWindowInDays,
    });
    const made = ephemeralResource(stack, "aws_secretsmanager_random_password", `${username}_password`, madePassword);
    new SecretsmanagerSecretVersion(stack, `${username}_value`, {
      secretId: secret.id,
      secretStringWo: Fn.jsonencode({ username, password: made.attribute("random_password") }),
      secretStringWoVersion: 1,
    });
  }
}

/** The secret of a user whose password is made: below the environment's name, where External Secrets may read. */
function secretOf(environment: string, user: string): string {
  return `${environment}/users/${user}`;
}

/** Passwords that Kafka keeps, as SCRAM credentials. */
export const passwordsInKafka: Passwords = {
  inKafka: true,
  secretOf: ({ environment }, user) => secretOf(environment.name, user),
  terraform,
};
