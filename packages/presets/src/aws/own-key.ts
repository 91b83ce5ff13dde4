import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import type { Construct } from "constructs";
import { preventDestroy } from "./deletion-protection.js";

/** Days for which a key that is to be deleted can still be saved: the longest that KMS allows. */
const deletionWindow = 30;

/** A KMS key of the environment's own, rotated every year, with an alias. Its policy is KMS's default: IAM decides. */
export function ownKey(
  stack: Construct,
  id: string,
  { alias, description, protect }: { alias: string; description: string; protect: boolean },
): KmsKey {
  const key = new KmsKey(stack, id, {
    description,
    enableKeyRotation: true,
    deletionWindowInDays: deletionWindow,
    ...preventDestroy(protect),
  });
  new KmsAlias(stack, `${id}-alias`, { name: `alias/${alias}`, targetKeyId: key.keyId });
  return key;
}
