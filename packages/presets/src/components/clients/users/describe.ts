import type { DescribePart, Summary } from "@streamform/core";
import type { usersSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { withLogins } from "./with-logins.js";

/** No number of users: two branches that each add one would conflict in it. */
export function summary(part: DescribePart<typeof usersSpec, typeof uses>): Summary {
  return part.uses.kafka.users.summary({ ...part, spec: withLogins(part.spec, part.uses.kafka) });
}
