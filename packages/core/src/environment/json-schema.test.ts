import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { baseSpec } from "./base-spec.js";
import { environmentJsonSchema } from "./json-schema.js";
import { brokers, headerObject } from "./testing.js";

const bare = { name: "bare", schema: baseSpec, defaults: {} };
const schema = environmentJsonSchema([brokers, bare]);
const check = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(schema);

describe("the JSON Schema of environments", () => {
  it.each([
    ["a whole environment", headerObject],
    [
      "an environment that inherits most of its keys",
      { platform: "brokers", extends: ["base/eu.yaml"], msk: { volumeSize: "1TiB" } },
    ],
    ["a layer without a platform", { msk: { login: { kind: "scram" } }, topics: { orders: { partitions: 3 } } }],
    [
      "null for what is taken away",
      { platform: "brokers", topics: { audit: null }, owner: null, msk: { balance: null, login: null } },
    ],
  ])("accepts %s", (_, value) => {
    expect(check(value), JSON.stringify(check.errors)).toBe(true);
  });

  it.each([
    ["an unknown key", { platform: "brokers", ownr: "x" }],
    ["an unknown key below", { msk: { volumSize: "1TiB" } }],
    ["a component that the platform lacks", { platform: "bare", msk: {} }],
    ["an unknown platform", { platform: "other" }],
    ["a size without a unit", { msk: { volumeSize: "100" } }],
    ["a value that is not allowed", { stage: "prod" }],
    ["a literal where a secret is referred to", { msk: { password: "hunter2" } }],
  ])("refuses %s", (_, value) => {
    expect(check(value)).toBe(false);
  });

  it("carries descriptions and defaults for hover and completion", () => {
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      definitions: {
        msk: {
          description: "Amazon MSK.",
          properties: {
            volumeSize: { description: "Volume of each broker.", default: "100GiB", type: ["string", "null"] },
            kafkaVersion: { enum: ["3.9", "3.10", null] },
          },
        },
        aws: { properties: { region: { description: expect.stringContaining("AWS region") } } },
        "platform.bare": {
          properties: { platform: { enum: ["brokers", "bare"] }, aws: { $ref: "#/definitions/aws" } },
        },
      },
    });
  });
});
