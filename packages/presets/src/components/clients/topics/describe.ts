import type { DescribePart, Summary } from "@streamform/core";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** No number of topics or partitions: two branches that each add a topic would conflict in it. */
export function summary(part: DescribePart<typeof topicsSpec, typeof uses>): Summary {
  return part.uses.kafka.topics.summary(part);
}
