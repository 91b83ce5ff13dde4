import { describe, expect, it } from "vitest";
import { type AccessRule, missingRights, type Right, readsIn } from "./access-rules.js";

const right: Right = { resource: "group", name: "reports", operations: ["Read"] };
const rule = (differing: Partial<AccessRule> = {}): AccessRule => ({
  permission: "allow",
  resource: "group",
  pattern: { kind: "literal", name: "reports" },
  host: "*",
  operations: ["Read"],
  ...differing,
});
const oneHost = { host: "10.0.0.1" };

describe("rights that rules do not give", () => {
  it("are there where rules allow one host alone: addresses of pods change", () => {
    expect(missingRights([right], [rule()])).toEqual([]);
    expect(missingRights([right], [rule(oneHost)])).toEqual([right]);
    const topic: Right = { resource: "topic", name: "orders", operations: ["Create"] };
    const create = rule({
      resource: "cluster",
      pattern: { kind: "literal", name: "kafka-cluster" },
      operations: ["Create"],
    });
    expect(missingRights([topic], [create])).toEqual([]);
    expect(missingRights([topic], [{ ...create, ...oneHost }])).toEqual([topic]);
  });

  it("are there where a rule denies them to any host", () => {
    expect(missingRights([right], [rule(), rule({ permission: "deny" })])).toEqual([right]);
    expect(missingRights([right], [rule(), rule({ permission: "deny", ...oneHost })])).toEqual([right]);
  });
});

describe("whoever reads in a group", () => {
  it("may do so from one host", () => {
    expect(readsIn([rule(oneHost)], "reports")).toBe(true);
    expect(readsIn([rule(oneHost)], "orders")).toBe(false);
  });
});
