import { describe, expect, it } from "vitest";
import { hoursPerMonth, price } from "./prices.js";
import { bastionHour, expressBrokerHour, mskUsage, standardBrokerHour } from "./regional-prices.js";

describe("price", () => {
  it("makes two kafka.t3.small in eu-central-1 76.80 USD a month, and 200 GB of storage 23.80", () => {
    const brokers = 2 * hoursPerMonth * (price("eu-central-1", "kafka.t3.small")?.usd ?? 0);
    const storage = 200 * (price("eu-central-1", "msk.storage")?.usd ?? 0);
    expect([brokers.toFixed(2), storage.toFixed(2)]).toEqual(["76.80", "23.80"]);
  });

  it("explains the 20 USD that the original had for its storage: the price of another region", () => {
    expect(200 * (price("us-east-1", "msk.storage")?.usd ?? 0)).toBeCloseTo(20);
  });

  it("says whose figure of which day it is, and per what", () => {
    expect(price("eu-west-1", "nat.hour")).toEqual({
      usd: 0.048,
      unit: "hour",
      source: "AWS Price List, AmazonEC2, eu-west-1",
      asOf: "2026-09-25",
    });
    expect(price("eu-west-1", "msk.expressIngress")).toMatchObject({ unit: "GB", asOf: "2025-04-04" });
    expect(price("eu-west-1", "msk.storageThroughput")?.unit).toBe("MiBps-month");
  });

  it("has keys and secrets at one price in every region that it knows", () => {
    expect(price("sa-east-1", "kms.key")?.usd).toBe(1);
    expect(price("us-east-1", "secretsManager.secret")?.usd).toBe(0.4);
  });

  it("does not guess: an offer or a region that is not in the lists has no price", () => {
    expect(price("eu-central-2", "kafka.m7g.large")).toBeUndefined();
    expect(price("us-west-2", "nat.hour")).toBeUndefined();
    expect(price("moon-1", "kms.key")).toBeUndefined();
  });
});

describe("regional prices", () => {
  const tables = { standardBrokerHour, expressBrokerHour, mskUsage, bastionHour };

  it.each(Object.entries(tables))(
    "%s has a figure or null for each column, for the same regions",
    (_, { columns, rows }) => {
      expect(Object.keys(rows)).toEqual(Object.keys(standardBrokerHour.rows));
      for (const [region, row] of Object.entries(rows)) {
        expect(row, region).toHaveLength(columns.length);
        for (const usd of row) if (usd !== null) expect(usd, region).toBeGreaterThan(0);
      }
    },
  );
});
