import { describe, expect, it } from "vitest";
import { z } from "zod";
import { baseSpec } from "./base-spec.js";
import type { PlatformShape } from "./load.js";
import { replacing } from "./replaced-keys.js";
import { header, load, project } from "./testing.js";

const configuration = replacing(
  z.strictObject({ ms: z.int().optional(), hours: z.int().optional(), bytes: z.int().optional() }),
  { ms: ["hours", "days"], hours: ["ms"] },
);
const platform: PlatformShape = {
  name: "brokers",
  schema: baseSpec.extend({
    kafka: z.strictObject({ configuration: configuration.default({}).describe("Configuration.") }).optional(),
    topics: z.record(z.string(), z.strictObject({ config: configuration.optional() })).default({}),
  }),
  defaults: { kafka: { configuration: { hours: 1 } } },
};

/** The environment of a base layer and a file above it. */
async function loaded(base: string, file: string) {
  const root = await project({
    "environments/test.yaml": `${header}extends: [base.yaml]\n${file}`,
    "environments/base.yaml": base,
  });
  const { environment, diagnostics } = await load(root, "environments/test.yaml", { platform: () => platform });
  expect(diagnostics).toEqual([]);
  return environment;
}

const kafka = (keys: string) => `kafka: { configuration: { ${keys} } }\n`;

describe("a key that replaces others", () => {
  it.each([
    ["a lower layer's", kafka("ms: 2, bytes: 5"), kafka("hours: 3"), { hours: 3, bytes: 5 }],
    ["the platform's default", kafka("ms: 2"), "", { ms: 2 }],
    ["both below", kafka("hours: 2"), kafka("ms: 3"), { ms: 3 }],
    ["none of its own layer", kafka("bytes: 5"), kafka("ms: 2, hours: 3"), { ms: 2, hours: 3, bytes: 5 }],
    ["none where null removes it", kafka("ms: 2"), kafka("hours: null"), { ms: 2 }],
    ["none where it replaces nothing", kafka("ms: 2"), kafka("bytes: 3"), { ms: 2, bytes: 3 }],
  ])("removes %s", async (_, base, file, expected) => {
    const environment = await loaded(base, file);
    expect(environment?.spec["kafka"]).toEqual({ configuration: expected });
  });

  it("does so in named things", async () => {
    const topic = (keys: string) => `topics: { orders: { config: { ${keys} } } }\n`;
    const environment = await loaded(topic("ms: 2"), topic("hours: 3"));
    expect(environment?.spec["topics"]).toEqual({ orders: { config: { hours: 3 } } });
  });

  it("stands at its place for the key that it removed", async () => {
    const environment = await loaded(kafka("ms: 2"), "kafka:\n  configuration:\n    hours: 3\n");
    expect(environment?.origin(["kafka", "configuration", "hours"])).toMatchObject({
      position: { file: "environments/test.yaml", line: 10 },
    });
    expect(environment?.place(["kafka", "configuration", "ms"])).toMatchObject({
      file: "environments/test.yaml",
      line: 10,
    });
  });
});
