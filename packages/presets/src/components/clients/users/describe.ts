import { codeSpan, type DescribePart, type Summary } from "@streamform/core";
import { otherNamespaces } from "./other-namespaces.js";
import type { usersSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { withLogins } from "./with-logins.js";

/** No number of users: two branches that each add one would conflict in it. */
export function summary(part: DescribePart<typeof usersSpec, typeof uses>): Summary {
  const { kafka } = part.uses;
  const summary = kafka.users.summary({ ...part, spec: withLogins(part.spec, kafka) });
  const others = otherNamespaces(part.environment, part.spec).map(({ namespace }) => ({
    title: `The namespace ${codeSpan(namespace)}`,
    text: "Exists. External Secrets copies credentials of users into it.",
  }));
  return others.length === 0 ? summary : { ...summary, preconditions: [...(summary.preconditions ?? []), ...others] };
}
