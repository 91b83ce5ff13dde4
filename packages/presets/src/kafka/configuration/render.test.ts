import { expect, it } from "vitest";
import { renderConfig } from "./render.js";

it("renders the texts that Kafka reads, sorted by key", () => {
  const rendered = renderConfig({
    "retention.ms": 604_800_000,
    "cleanup.policy": ["compact", "delete"],
    "flush.ms": "9223372036854775807",
    "min.cleanable.dirty.ratio": 0.5,
    "min.insync.replicas": undefined,
    preallocate: false,
  });
  expect(Object.entries(rendered)).toEqual([
    ["cleanup.policy", "compact,delete"],
    ["flush.ms", "9223372036854775807"],
    ["min.cleanable.dirty.ratio", "0.5"],
    ["preallocate", "false"],
    ["retention.ms", "604800000"],
  ]);
});
