import type { DescribePart, Precondition, Summary } from "@streamform/core";
import type { kafkaConnectSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof kafkaConnectSpec, typeof uses>;

export function summary(part: Part): Summary {
  const { spec } = part;
  const names = Object.keys(spec.connectors);
  return {
    facts: [
      { label: "Kafka Connect", value: `${spec.replicas} workers, group ${spec.groupId}` },
      { label: "Connectors", value: names.length > 0 ? names.join(", ") : "none" },
    ],
    preconditions: preconditions(part),
    steps: part.uses.kafka.connect.steps(part),
  };
}

function preconditions({ spec }: Part): Precondition[] {
  return Object.keys(spec.plugins).length === 0
    ? []
    : [
        {
          title: "Image volumes in Kubernetes",
          text: "Kubernetes mounts plugins of Kafka Connect from images. This needs Kubernetes 1.35, or 1.33 with the feature gate `ImageVolume`, and a container runtime that supports it.",
        },
      ];
}
