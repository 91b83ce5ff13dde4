import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy/index.js";
import { Fn, type TerraformPart } from "@streamform/core";
import { isProtected } from "../../../aws/deletion-protection.js";
import { readableByMsk } from "../../../aws/msk-secret.js";
import { ownKey } from "../../../aws/own-key.js";
import { secretName } from "./secret-name.js";
import type { secretsSpec } from "./spec.js";

/**
 * Ends of the secrets' ARNs, by `suffix-<entry>`: the six characters that AWS picks. All else of an ARN is known beforehand, so that whoever
 * refers to a secret has an ARN of the right form even while this stack has not been applied.
 */
export type SecretSuffixes = { readonly [output: `suffix-${string}`]: string };

const suffixLength = 6;

/** The secrets without their values, encrypted with a separate key: MSK refuses secrets with the account's default key. */
export function terraform({ stack, spec, environment, name }: TerraformPart<typeof secretsSpec>): SecretSuffixes {
  const key = ownKey(stack, "key", {
    alias: name("kms-alias"),
    description: `Secrets of ${environment.name}`,
    protect: isProtected(spec, environment),
  });
  const suffixes: Record<`suffix-${string}`, string> = {};
  for (const [entry, { kind, description }] of Object.entries(spec.entries)) {
    const secret = new SecretsmanagerSecret(stack, entry, {
      name: secretName(name, entry, kind),
      ...(description === undefined ? {} : { description }),
      kmsKeyId: key.arn,
      recoveryWindowInDays: spec.recoveryWindow,
    });
    if (kind === "msk-scram") {
      new SecretsmanagerSecretPolicy(stack, `${entry}-policy`, {
        secretArn: secret.arn,
        policy: readableByMsk(secret.arn),
      });
    }
    suffixes[`suffix-${entry}`] = Fn.substr(secret.arn, -suffixLength, suffixLength);
  }
  return suffixes;
}
