import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { arn, cidr, type DurationText, duration, freeText, type SizeText, secretReference, size } from "./fields.js";

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

describe("a size", () => {
  it.each([
    ["100GiB", "GiB", 100],
    ["1TiB", "GiB", 1024],
    ["1.5GiB", "MiB", 1536],
    ["512KiB", "B", 524_288],
    ["2048MiB", "GiB", 2],
    ["4PiB", "TiB", 4096],
  ] as const)("%s is in %s exactly %d", (text, unit, expected) => {
    expect(size(unit).parse(text)).toBe(expected);
  });

  it("is exact for every whole number of its unit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8191 }),
        fc.constantFrom("KiB", "MiB", "GiB", "TiB", "PiB"),
        (count, unit) => {
          expect(BigInt(size("KiB").parse(`${count}${unit}`))).toBe(
            BigInt(count) * 1024n ** BigInt(["KiB", "MiB", "GiB", "TiB", "PiB"].indexOf(unit)),
          );
        },
      ),
    );
  });

  it("refuses bare numbers, other units, and what is no whole number of its unit", () => {
    for (const value of [
      100,
      "100",
      "100GB",
      "100Gi",
      "-1GiB",
      "1e3GiB",
      "512MiB",
      "0.1GiB",
      `${"9".repeat(30)}PiB`,
      "",
    ])
      expect(accepts(size("GiB"), value), String(value)).toBe(false);
  });

  it("keeps within its bounds", () => {
    const bounded = size("GiB", { min: "10GiB", max: "16TiB" });
    expect(["9GiB", "10GiB", "16TiB", "16385GiB"].map((text) => accepts(bounded, text))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(() => size("GiB", { min: "1GB" as SizeText })).toThrow("1GB is no size");
  });

  it("takes its default as people write it, and says so to editors", () => {
    const field = size("GiB").prefault("100GiB").describe("Volume.");
    expect(field.parse(undefined)).toBe(100);
    expect(z.toJSONSchema(z.object({ field }), { io: "input", target: "draft-7" })).toMatchObject({
      properties: {
        field: {
          type: "string",
          default: "100GiB",
          description: "Volume.",
          pattern: expect.stringContaining("KiB|MiB|GiB"),
          examples: ["100GiB", "512MiB"],
        },
      },
    });
  });
});

describe("a duration", () => {
  it.each([
    ["7d", "ms", 604_800_000],
    ["12h", "s", 43_200],
    ["500ms", "ms", 500],
    ["1.5h", "m", 90],
    ["0s", "s", 0],
  ] as const)("%s is in %s exactly %d", (text, unit, expected) => {
    expect(duration(unit).parse(text)).toBe(expected);
  });

  it("refuses bare numbers, unknown units and fractions of its unit", () => {
    for (const value of [30, "30", "30 s", "1w", "P1D", "1500ms"])
      expect(accepts(duration("s"), value), String(value)).toBe(false);
  });

  it("has a type that completes the unit", () => {
    const field = duration("s");
    const written: z.input<typeof field> = "30s";
    // @ts-expect-error a duration carries its unit
    const wrong: DurationText = "30";
    expect([written, wrong]).toEqual(["30s", "30"]);
  });
});

it("a secret is a reference and nothing else", () => {
  const field = secretReference();
  expect(field.parse({ secretsManager: "AmazonMSK_admin", key: "password" })).toEqual({
    secretsManager: "AmazonMSK_admin",
    key: "password",
  });
  for (const value of [
    "hunter2",
    { value: "x" },
    { secretsManager: "has space" },
    { secretsManager: "" },
    { secretsManager: "a", value: "x" },
  ])
    expect(accepts(field, value)).toBe(false);
});

describe("a CIDR block", () => {
  it("is a network, without bits beyond its prefix", () => {
    for (const text of ["10.0.0.0/16", "0.0.0.0/0", "192.168.1.128/25", "10.1.2.3/32"])
      expect(accepts(cidr(), text), text).toBe(true);
    for (const text of ["10.0.0.1/16", "10.0.0.0", "10.0.0.0/33", "256.0.0.0/8", "10.00.0.0/8", "10.0.0/24", "::/0"])
      expect(accepts(cidr(), text), text).toBe(false);
    expect(cidr().safeParse("172.16.77.9/20").error?.issues).toMatchObject([
      { params: { hint: "write 172.16.64.0/20" } },
    ]);
  });

  it("keeps its prefix within bounds", () => {
    const vpc = cidr({ prefix: { from: 16, to: 28 } });
    expect(["10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/28", "10.0.0.0/29"].map((text) => accepts(vpc, text))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

it("an ARN is of its service", () => {
  expect(accepts(arn("kms"), "arn:aws:kms:eu-central-1:111122223333:key/1234abcd")).toBe(true);
  expect(accepts(arn("iam"), "arn:aws-cn:iam::111122223333:role/a")).toBe(true);
  expect(accepts(arn("iam"), "arn:aws:iam::aws:policy/ReadOnlyAccess")).toBe(true);
  expect(accepts(arn("kms"), "arn:aws:s3:::bucket")).toBe(false);
  expect(accepts(arn(), "arn:aws:s3:::bucket")).toBe(true);
  expect(accepts(arn(), "arn:aws:s3:::a b")).toBe(false);
});

it("free text has an end", () => {
  expect([accepts(freeText(3), ""), accepts(freeText(3), "abc"), accepts(freeText(3), "abcd")]).toEqual([
    false,
    true,
    false,
  ]);
});

it("every field makes a JSON Schema of its input", () => {
  const schema = z.object({
    a: size("B"),
    b: duration("s"),
    c: secretReference(),
    d: cidr(),
    e: arn("kms"),
    f: freeText(10),
  });
  const { properties } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  expect(Object.values(properties ?? {}).map((part) => typeof part === "object" && part.type)).toEqual([
    "string",
    "string",
    "object",
    "string",
    "string",
    "string",
  ]);
});
