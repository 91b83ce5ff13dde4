import type { DescribePart, Summary } from "@streamform/core";
import type { usersSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { withLogins } from "./with-logins.js";

export function summary(part: DescribePart<typeof usersSpec, typeof uses>): Summary {
  return {
    facts: [{ label: "Kafka users", value: String(Object.keys(part.spec).length) }],
    ...part.uses.kafka.users.summary({ ...part, spec: withLogins(part.spec, part.uses.kafka) }),
  };
}
