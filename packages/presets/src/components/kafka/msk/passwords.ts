import { MskSingleScramSecretAssociation } from "@cdktf/provider-aws/lib/msk-single-scram-secret-association/index.js";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { ephemeralResource, Fn } from "@streamform/core";
import { readableByMsk } from "../../../aws/msk-secret.js";
import { ownKey } from "../../../aws/own-key.js";
import type { UsersTerraform } from "../../../kafka/behaviour/users.js";
import { madePassword } from "../../../kafka/by-job/users/made-passwords.js";
import { type Passwords, recoveryWindowInDays, withMadePassword } from "../../../kafka/by-job/users/passwords.js";
import { mskNames } from "./resource-types.js";

/**
 * Passwords that Amazon MSK reads from Secrets Manager: their secrets begin with AmazonMSK_, are encrypted by a key that is not the account's default,
 * and are associated with the cluster.
 *
 * Source: Amazon MSK developer guide, "Set up SASL/SCRAM authentication for an Amazon MSK cluster".
 */
export const mskPasswords: Passwords = {
  inKafka: false,
  secretOf: ({ name }, user) => name(mskNames.secret, user),
  terraform,
};

function terraform({ stack, spec, environment, name, uses: { kafka } }: UsersTerraform): void {
  const users = withMadePassword(spec);
  if (users.length === 0 || kafka.passwordCluster === undefined) return;
  const { arnBegin, arnEnd, isProtected } = kafka.passwordCluster;
  const clusterArn = `${arnBegin}${arnEnd}`;
  const key = ownKey(stack, "key", {
    alias: name("kms-alias"),
    description: `Passwords of Kafka users of ${environment.name}`,
    protect: isProtected,
  });
  for (const username of users) {
    const secret = new SecretsmanagerSecret(stack, username, {
      name: name(mskNames.secret, username),
      description: `Kafka user ${username}`,
      kmsKeyId: key.arn,
      recoveryWindowInDays,
    });
    new SecretsmanagerSecretPolicy(stack, `${username}_policy`, {
      secretArn: secret.arn,
      policy: readableByMsk(secret.arn),
    });
    const made = ephemeralResource(stack, "aws_secretsmanager_random_password", `${username}_password`, madePassword);
    const value = new SecretsmanagerSecretVersion(stack, `${username}_value`, {
      secretId: secret.id,
      secretStringWo: Fn.jsonencode({ username, password: made.attribute("random_password") }),
      secretStringWoVersion: 1,
    });
    new MskSingleScramSecretAssociation(stack, `${username}_association`, {
      // MSK refuses a secret without a value.
      dependsOn: [value],
      clusterArn,
      secretArn: secret.arn,
    });
  }
}
