import type { BaseSpec } from "./base-spec.js";

/** The bucket that holds the Terraform state; one serves all environments of an account and region. */
export function stateBucketOf({ aws, state }: Pick<BaseSpec, "aws" | "state">): string {
  return state.bucket ?? `streamform-state-${aws.accountId}-${aws.region}`;
}
