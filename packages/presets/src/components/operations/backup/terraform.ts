import { isProtected } from "../../../aws/deletion-protection.js";
import { ownPassword } from "../../clients/users/own-user.js";
import { addBucket } from "./bucket.js";
import { backupName } from "./names.js";
import type { StackPart } from "./part.js";
import { addRole } from "./role.js";
import { targetOf } from "./target.js";

/** The bucket and the role, unless the spec names existing ones. */
export function terraform(part: StackPart): Record<never, never> {
  const { spec, environment } = part;
  const target = targetOf(part);
  const key = spec.bucket ? spec.bucket.kmsKeyArn : addBucket(part, target, isProtected(spec, environment));
  if (spec.roleArn === undefined) addRole(part, target, key);
  ownPassword(part, backupName);
  return {};
}
