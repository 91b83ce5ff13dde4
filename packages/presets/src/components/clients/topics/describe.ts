import type { DescribePart, Summary } from "@streamform/core";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function summary(part: DescribePart<typeof topicsSpec, typeof uses>): Summary {
  const { spec } = part;
  return {
    facts: [
      { label: "Topics", value: String(Object.keys(spec).length) },
      {
        label: "Partitions, without replicas",
        value: String(Object.values(spec).reduce((sum, { partitions }) => sum + partitions, 0)),
      },
    ],
    ...part.uses.kafka.topics.summary(part),
  };
}
