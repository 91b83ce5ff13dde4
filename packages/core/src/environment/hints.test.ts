import { describe, expect, it } from "vitest";
import { z } from "zod";
import { baseSpec } from "./base-spec.js";
import { cidr, duration, durationText } from "./fields.js";
import { gitBranch } from "./git-fields.js";
import { environmentFromObject } from "./load.js";
import { headerObject } from "./testing.js";

const schema = baseSpec.extend({
  msk: z.strictObject({
    instanceType: z.enum(["kafka.m7g.large", "kafka.t3.small", "express.m7g.large"]).optional(),
    retention: duration("d").optional(),
    timeout: durationText(["s", "m", "h"]).optional(),
    scram: z.strictObject({ admin: z.string(), rounds: z.int().default(1) }).optional(),
    addresses: cidr({ prefix: { from: 16, to: 24 } }).optional(),
    monitoring: z.strictObject({ jmx: z.boolean().default(false) }).prefault({}),
  }),
});

/** The only diagnostic of an environment with other values. */
function only(values: Readonly<Record<string, unknown>>) {
  const platform = { name: "hints", schema, defaults: {} };
  const { diagnostics } = environmentFromObject({ ...headerObject, msk: {}, ...values }, platform);
  expect(diagnostics).toHaveLength(1);
  return diagnostics[0];
}

describe("a mistyped value", () => {
  it.each([
    [{ instanceType: "m7g.large" }, "SF1004", "did you mean kafka.m7g.large or express.m7g.large?"],
    [{ instanceType: "T3.small" }, "SF1004", "did you mean kafka.t3.small?"],
    [{ retention: "1w" }, "SF1006", "write 7d"],
    [{ retention: "2 weeks" }, "SF1006", "write 14d"],
    [{ retention: "30 days" }, "SF1006", "write 30d"],
    [{ retention: "P7D" }, "SF1006", "write 7d"],
    [{ retention: "7D" }, "SF1006", "write 7d"],
    [{ retention: "7" }, "SF1010", "write the unit: 7d"],
    [{ retention: "soon" }, "SF1006", undefined],
    [{ timeout: "90min" }, "SF1006", "write 90m"],
    [{ timeout: "PT5M" }, "SF1006", "write 5m"],
    [{ timeout: "2d" }, "SF1006", "write 48h"],
    [{ addresses: "10.42.0.0" }, "SF1006", "write the prefix as well: 10.42.0.0/16"],
    [{ addresses: "10.0.0.0" }, "SF1006", "write the prefix as well: 10.0.0.0/16"],
    [{ addresses: "10.42.7.0" }, "SF1006", "write the prefix as well: 10.42.7.0/24"],
    [{ addresses: "10.42.7.1" }, "SF1006", undefined],
    [{ addresses: "10.42.7.1/16" }, "SF1008", "write 10.42.0.0/16"],
    [{ scram: true }, "SF1003", "write its settings: { admin: … }"],
    [{ scram: false }, "SF1003", "remove the key; null removes an inherited value"],
    [{ monitoring: true }, "SF1003", "write {} for the defaults"],
  ])("is told what to write: %j", (msk, code, hint) => {
    expect(only({ msk })).toMatchObject({ code, hint });
  });

  it.each([
    ["git@github.com:acme/streaming.git", "write ssh://git@github.com/acme/streaming.git"],
    ["github.com:acme/streaming", "write ssh://git@github.com/acme/streaming"],
    ["github.com/acme/streaming", "write https://github.com/acme/streaming"],
    ["http://github.com/acme/streaming", "write https://"],
    [
      "https://user:token@github.com/acme/x",
      "remove the part before the @, and name its Secret in delivery.credentials",
    ],
    ["streaming", undefined],
  ])("is told what to write for the repository %s", (repository, hint) => {
    const found = only({ delivery: { engine: "flux", repository } });
    expect(found).toMatchObject({ code: "SF1006", path: "delivery.repository", hint });
    expect(found?.hint ?? "").not.toContain("token");
  });
});

describe("the interval of the delivery", () => {
  it.each(["30s", "59s", "25h", "99999999999999999999h"])(
    "is no shorter and no longer than controllers bear: %s",
    (interval) => {
      expect(only({ delivery: { ...headerObject.delivery, interval } })).toMatchObject({
        code: "SF1005",
        path: "delivery.interval",
      });
    },
  );

  it("is handed on as it is written", () => {
    for (const interval of ["1m", "60s", "1.5h", "24h"])
      expect(baseSpec.shape.delivery.parse({ ...headerObject.delivery, interval }).interval).toBe(interval);
  });
});

describe("the name of a branch", () => {
  it.each([
    ["a b", "cannot contain a space"],
    ["a~1", "cannot contain ~"],
    ["a\u0007", "cannot contain control characters"],
    ["a\\b", "cannot contain \\"],
    ["/a", "cannot begin or end with a slash"],
    ["a//b", "or contain two in a row"],
    ["feature/", "cannot begin or end with a slash"],
    ["a/.b", "cannot have a dot at the beginning"],
    ["a.lock/b", "ends with .lock"],
    ["a..b", "two dots"],
    ["a.", "cannot end with a dot"],
    ["a@{1}", "cannot contain @{"],
    ["-a", "cannot begin with a hyphen"],
    ["@", "cannot be @"],
    ["HEAD", "cannot be HEAD"],
  ])("follows Git's rules: not %j", (branch, message) => {
    expect(only({ delivery: { ...headerObject.delivery, branch } })).toMatchObject({
      code: "SF1006",
      path: "delivery.branch",
      message: expect.stringContaining(message),
    });
  });

  it("has a length", () => {
    for (const branch of ["", "a".repeat(256)])
      expect(only({ delivery: { ...headerObject.delivery, branch } })).toMatchObject({ code: "SF1005" });
  });

  it("is free otherwise", () => {
    for (const branch of ["main", "release/2.x", "user@host", "ünïcode", "a-b_c#1", "a{b}"])
      expect(gitBranch().safeParse(branch).success, branch).toBe(true);
  });
});

it("the name of an EKS cluster has its alphabet, and is no ARN", () => {
  for (const eksCluster of ["a b", "-a", "a.b", "${x}", ""])
    expect(only({ kubernetes: { eksCluster } })).toMatchObject({ code: "SF1006", path: "kubernetes.eksCluster" });
  expect(only({ kubernetes: { eksCluster: "a".repeat(101) } })).toMatchObject({ code: "SF1005" });
  expect(only({ kubernetes: { eksCluster: "arn:aws:eks:eu-central-1:111122223333:cluster/acme-dev" } })).toMatchObject({
    code: "SF1006",
    hint: "write only the name: acme-dev",
  });
  expect(baseSpec.shape.kubernetes.parse({ eksCluster: "Acme_dev-1" }).eksCluster).toBe("Acme_dev-1");
});
