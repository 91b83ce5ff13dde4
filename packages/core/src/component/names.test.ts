import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsWord, type NameKind } from "../kinds/name-rules.js";
import { type Naming, nameOf } from "./names.js";

/** Longest name and alphabet by kind, as the services document them. */
const limits: Readonly<Record<NameKind, RegExp>> = {
  alarm: /^[\w-]{1,255}$/,
  cronjob: /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/,
  dashboard: /^[\w-]{1,255}$/,
  elasticache: /^(?!.*--)[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  firehose: /^[\w-]{1,64}$/,
  "iam-instance-profile": /^[\w-]{1,64}$/,
  "iam-policy": /^[\w-]{1,64}$/,
  "iam-role": /^[\w-]{1,64}$/,
  "kms-alias": /^[\w-]{1,200}$/,
  kubernetes: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  "load-balancer": /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
  "log-group": /^[\w-]{1,512}$/,
  rds: /^(?!.*--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  "s3-bucket": /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  secret: /^[\w-]{1,256}$/,
  "security-group": /^(?!sg-)[\w-]{1,255}$/,
  "sns-topic": /^[A-Za-z0-9_-]{1,256}$/,
  "target-group": /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
};

const kind = fc.constantFrom(...(Object.keys(limits) as NameKind[]));
const naming: Naming = { environment: "msk-dev", component: "msk", accountId: "111122223333", region: "eu-central-1" };
const environment = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/);
const suffix = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.stringMatching(/^[a-z-]{0,80}$/));

describe("nameOf", () => {
  it("joins environment, component and suffix where that fits", () => {
    expect(nameOf("iam-role", naming, "producer")).toBe("msk-dev-msk-producer");
    const rule = { length: 24, forbidden: awsWord, prefix: "Mine_" };
    expect(nameOf(rule, naming, "admin")).toBe("Mine_msk-dev-msk-admin");
    expect(nameOf(rule, naming, "administrator")).toMatch(/^Mine_msk-dev-ms-[0-9a-f]{8}$/);
  });

  it("puts account and region into names that the whole world shares", () => {
    expect(nameOf("s3-bucket", naming)).toBe("msk-dev-msk-111122223333-eu-central-1");
    expect(nameOf("s3-bucket", { ...naming, environment: "e".repeat(40) }, "logs")).toMatch(
      /^e{28}-[0-9a-f]{8}-111122223333-eu-central-1$/,
    );
  });

  it("begins no name as the service's own do", () => {
    const named = (kind: NameKind, environment: string) => nameOf(kind, { ...naming, environment }, "brokers");
    expect(named("security-group", "sg-dev")).toMatch(/^x-sg-dev-msk-brokers-[0-9a-f]{8}$/);
    expect(named("s3-bucket", "sthree-dev")).toMatch(
      /^x-sthree-dev-msk-brokers-[0-9a-f]{8}-111122223333-eu-central-1$/,
    );
    expect(named("iam-role", "sg-dev")).toBe("sg-dev-msk-brokers");
  });

  it("keeps to the length and the alphabet of its kind, whatever the suffix", () => {
    fc.assert(
      fc.property(kind, environment, suffix, (kind, environment, suffix) => {
        expect(nameOf(kind, { ...naming, environment }, suffix)).toMatch(limits[kind]);
      }),
      { numRuns: 3000 },
    );
  });

  it("never makes one name of two suffixes", () => {
    fc.assert(
      fc.property(kind, suffix, suffix, (kind, one, other) => {
        fc.pre(one !== other);
        expect(nameOf(kind, naming, one)).not.toBe(nameOf(kind, naming, other));
      }),
      { numRuns: 3000 },
    );
    expect(nameOf("kubernetes", naming, "Orders")).not.toBe(nameOf("kubernetes", naming, "orders"));
    expect(nameOf("iam-role", naming, `${"x".repeat(80)}a`)).not.toBe(nameOf("iam-role", naming, `${"x".repeat(80)}b`));
  });

  it("is the same every time", () => {
    expect(nameOf("load-balancer", naming, "a_rather_long_suffix_for_a_balancer")).toBe(
      nameOf("load-balancer", naming, "a_rather_long_suffix_for_a_balancer"),
    );
  });
});
