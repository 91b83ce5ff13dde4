import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Path } from "../diagnostics/path.js";
import { baseSpec } from "./base-spec.js";
import { environmentFromObject, loadEnvironment } from "./load.js";
import { brokers, header, headerObject, loadText, project } from "./testing.js";

it("shows for a place that nobody wrote the key of the nearest thing above it that somebody did", async () => {
  const { environment } = await loadText(`${header}msk:\n  brokersPerZone: 2\n`);
  const shown = (...path: string[]) => {
    const { line, column } = environment?.place(path) ?? {};
    return `${line}:${column}`;
  };
  expect([shown("msk", "brokersPerZone"), shown("msk", "retention"), shown("msk", "instanceType")]).toEqual([
    "8:19",
    "7:1",
    "7:1",
  ]);
  expect([shown("topics", "audit"), shown("stage")]).toEqual(["1:1", "1:1"]);
});

describe("an environment made of an object", () => {
  it("is resolved like one of a file: sizes in their unit, defaults filled in", () => {
    const { environment, diagnostics } = environmentFromObject(
      { ...headerObject, msk: { volumeSize: "1TiB" } },
      brokers,
    );
    expect(diagnostics).toEqual([]);
    expect(environment?.spec["msk"]).toMatchObject({
      volumeSize: 1024,
      retention: 604_800_000,
      instanceType: "kafka.m7g.large",
    });
    expect(environment?.input).toMatchObject({ msk: { volumeSize: "1TiB" } });
    expect(environment?.input["kubernetes"]).toBeUndefined();
  });

  it("knows where its values came from", () => {
    const { environment } = environmentFromObject({ ...headerObject, topics: { orders: {} } }, brokers);
    expect(environment?.origin(["owner"])).toEqual({
      kind: "file",
      position: { file: "environment", line: 1, column: 1 },
    });
    expect(environment?.origin(["topics", "orders", "partitions"])).toEqual({ kind: "default" });
    expect(environment?.origin(["topics", "audit", "partitions"])).toEqual({ kind: "platform", platform: "brokers" });
    expect(environment?.origin(["topics", "nothing", "there"])).toMatchObject({ kind: "file" });
    expect(environment?.origin([])).toMatchObject({ kind: "file" });
  });

  it("finds what validation unfolded from a short form where that was written", async () => {
    const zones = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
    const access = z.union([
      z.strictObject({ cidr: z.string(), port: z.int().default(9092) }),
      z.string().transform((cidr) => ({ cidr, port: 9092 })),
      z.array(z.string()).transform(([cidr = ""]) => ({ cidr, port: 9092 })),
    ]);
    const root = await project({
      "e.yaml": `${header}net:\n  zones: a\n  office: 10.0.0.0/8\n  home: [10.1.0.0/16]\n  whole: { cidr: 10.2.0.0/16 }\n`,
    });
    const net = z.strictObject({ zones, office: access, home: access, whole: access });
    const { environment } = await loadEnvironment("e.yaml", {
      root,
      platform: () => ({ name: "brokers", schema: baseSpec.extend({ net }), defaults: {} }),
      platformNames: ["brokers"],
    });
    const line = (...path: Path) => {
      const origin = environment?.origin(["net", ...path]);
      return origin?.kind === "file" ? origin.position.line : origin?.kind;
    };
    expect(environment?.spec["net"]).toMatchObject({ zones: ["a"], office: { cidr: "10.0.0.0/8", port: 9092 } });
    expect([line("zones", 0), line("office", "cidr"), line("office", "port"), line("home", "cidr")]).toEqual([
      8, 9, 9, 10,
    ]);
    expect([line("whole", "cidr"), line("whole", "port")]).toEqual([11, "default"]);
  });

  it("is frozen all the way down", () => {
    const { environment } = environmentFromObject({ ...headerObject, msk: { zones: ["a"] } }, brokers);
    const frozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(environment?.spec)).toBe(true);
    expect(frozen(environment?.input)).toBe(true);
  });

  it("takes away a default of the platform by null", () => {
    const { environment } = environmentFromObject({ ...headerObject, topics: { audit: null } }, brokers);
    expect(environment?.spec["topics"]).toEqual({});
  });

  it("reports what is no plain data, and extends", () => {
    expect(environmentFromObject({ ...headerObject, owner: () => "x" }, brokers).diagnostics).toMatchObject([
      { code: "SF0033" },
    ]);
    expect(environmentFromObject({ ...headerObject, extends: ["a.yaml"] }, brokers).diagnostics).toMatchObject([
      { code: "SF0023" },
    ]);
    expect(environmentFromObject({ ...headerObject, owner: "" }, brokers).environment).toBeUndefined();
  });
});
