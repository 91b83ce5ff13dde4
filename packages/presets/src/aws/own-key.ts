import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import type { Construct } from "constructs";
import { preventDestroy } from "./deletion-protection.js";

/** Days for which a key that is to be deleted can still be saved: the longest that KMS allows. */
const deletionWindow = 30;

interface OwnKey {
  readonly alias: string;
  readonly description: string;
  readonly protect: boolean;
}

/** ARN of the key that a spec names: the environment's own, or one that exists. Undefined for the service's key. */
export function chosenKey(
  stack: Construct,
  choice: "aws" | "own" | { readonly arn: string } | undefined,
  own: OwnKey,
): string | undefined {
  if (choice === "own") return ownKey(stack, "key", own).arn;
  return typeof choice === "object" ? choice.arn : undefined;
}

/** A KMS key of the environment's own, rotated every year, with an alias. Its policy is KMS's default: IAM decides. */
export function ownKey(stack: Construct, id: string, { alias, description, protect }: OwnKey): KmsKey {
  const key = new KmsKey(stack, id, {
    description,
    enableKeyRotation: true,
    deletionWindowInDays: deletionWindow,
    ...preventDestroy(protect),
  });
  new KmsAlias(stack, `${id}-alias`, { name: `alias/${alias}`, targetKeyId: key.keyId });
  return key;
}
