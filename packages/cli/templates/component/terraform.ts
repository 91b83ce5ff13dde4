import type { TerraformPart } from "@streamform/core";
import { associateWithUser } from "@streamform/presets";
import type { myComponentSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** AWS resources. What this returns is known to others once it is applied: `return { bucket: bucket.bucket }`. */
export function terraform(part: TerraformPart<typeof myComponentSpec, typeof uses>) {
  // The pods' IAM role, if their user logs in with AWS credentials.
  associateWithUser(part, part.uses.users.credentials[part.spec.user], "my-component");
  return {};
}
