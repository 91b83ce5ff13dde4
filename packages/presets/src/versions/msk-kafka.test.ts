import { describe, expect, it } from "vitest";
import { mskKafkaVersion, mskKafkaVersionStrings, mskKafkaVersions } from "./msk-kafka.js";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

describe("Kafka versions of MSK", () => {
  it("lists each version once", () => {
    expect(new Set(mskKafkaVersionStrings).size).toBe(mskKafkaVersions.length);
  });

  it("ends no support before the release, and writes every date as a day", () => {
    for (const { version, released, endOfSupport } of mskKafkaVersions) {
      for (const day of [released, endOfSupport]) if (day !== null) expect(day, version).toMatch(dayPattern);
      if (released !== null && endOfSupport !== null) expect(endOfSupport > released, version).toBe(true);
    }
  });

  it("is KRaft exactly where the string ends in .kraft, and has no ZooKeeper from 4.0 on", () => {
    for (const { version, metadata } of mskKafkaVersions) {
      expect(metadata === "kraft", version).toBe(version.endsWith(".kraft"));
      if (version.startsWith("4.")) expect(metadata, version).toBe("kraft");
    }
  });

  it("gives both metadata modes of a release the same dates", () => {
    for (const entry of mskKafkaVersions.filter(({ metadata }) => metadata === "kraft")) {
      const twin = mskKafkaVersion(entry.version.replace(".kraft", ""));
      if (twin) expect([twin.released, twin.endOfSupport]).toEqual([entry.released, entry.endOfSupport]);
    }
  });

  it("recommends one version, which can be created and has no end in sight", () => {
    const recommended = mskKafkaVersions.filter((entry) => entry.recommended);
    expect(recommended).toHaveLength(1);
    expect(recommended[0]).toMatchObject({ creatable: true, endOfSupport: null });
  });

  it("knows that the original's 3.5.1 can be kept but no longer created", () => {
    expect(mskKafkaVersion("3.5.1")).toMatchObject({
      endOfSupport: "2025-10-23",
      creatable: false,
      metadata: "zookeeper",
      tieredStorage: false,
    });
  });

  it("has no entry for what MSK never offered, such as an upstream patch release", () => {
    expect(mskKafkaVersion("3.9.1")).toBeUndefined();
  });
});
