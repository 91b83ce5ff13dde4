import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy/index.js";
import { Fn, type TerraformPart } from "@streamform/core";
import { isProtected } from "../../../aws/deletion-protection.js";
import { readableByMsk } from "../../../aws/msk-secret.js";
import { ownKey } from "../../../aws/own-key.js";
import { secretName } from "./secret-name.js";
import type { secretsSpec } from "./spec.js";

/**
 * Suffixes of the secrets' ARNs, by `suffix-<entry>`: the six characters that AWS chooses. The rest of an ARN is known at synth, so a reference
 * to a secret has a valid form before this stack is applied.
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
