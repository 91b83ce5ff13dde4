import { describe, expect, it } from "vitest";
import { type MskInstanceType, mskInstanceTypeNames, mskInstanceTypes, runsOnGraviton } from "./instance-types.js";
import { expressBrokerHour, standardBrokerHour } from "./regional-prices.js";

const all: readonly (readonly [string, MskInstanceType])[] = Object.entries(mskInstanceTypes);

describe("MSK instance types", () => {
  it("tells Express from Standard by the prefix", () => {
    for (const [name, { brokers }] of all) expect(name.startsWith("express."), name).toBe(brokers === "express");
  });

  it("gives Arm to M7g alone", () => {
    for (const [name, { architecture }] of all) expect(architecture === "arm64", name).toBe(name.includes(".m7g."));
  });

  it("offers burstable brokers without KRaft, and all others with both metadata modes", () => {
    for (const [name, { burstable, metadata }] of all) expect(metadata.includes("kraft"), name).toBe(!burstable);
  });

  it("never recommends more partitions than updates allow", () => {
    for (const [name, { partitions }] of all)
      expect(partitions.recommended, name).toBeLessThanOrEqual(partitions.maximum);
  });

  it("has volumes that grow, tiers and throughput for Standard only", () => {
    for (const [name, type] of all.filter(([, { brokers }]) => brokers === "express")) {
      expect(type, name).toMatchObject({ tieredStorage: false, storageAutoscaling: false, storageThroughput: null });
    }
    expect(mskInstanceTypes["kafka.t3.small"].tieredStorage).toBe(false);
  });

  it("is the list that the prices are for", () => {
    expect(mskInstanceTypeNames).toEqual([...standardBrokerHour.columns, ...expressBrokerHour.columns]);
  });
});

describe("runsOnGraviton", () => {
  it("starts with 2.8.2 and 3.3.2", () => {
    expect(
      ["2.8.2.tiered", "3.3.2", "3.5.1", "3.7.x", "4.1.x.kraft"].filter((version) => !runsOnGraviton(version)),
    ).toEqual([]);
    expect(["2.7.2", "2.8.1", "3.1.1", "3.3.1"].filter(runsOnGraviton)).toEqual([]);
  });
});
