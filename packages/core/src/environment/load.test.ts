import { describe, expect, it } from "vitest";
import { environmentFromObject } from "./load.js";
import { brokers, headerObject } from "./testing.js";

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
