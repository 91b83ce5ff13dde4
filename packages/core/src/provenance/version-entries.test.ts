import { describe, expect, it } from "vitest";
import { versionEntries } from "./version-entries.js";

const table = {
  images: [
    { repository: "apache/kafka", tag: "3.9.2", released: "2026-02-21" },
    { repository: "apache/kafka", tag: "4.1.2", released: "2026-03-16" },
  ],
  chart: { version: "0.16.5", appVersion: "v0.16.5" },
};
const paths = (value: unknown) => versionEntries(table, value).map(({ path }) => path);

describe("entries of a version table in a value", () => {
  it("are those of the map that has most of them", () => {
    expect(paths("apache/kafka:3.9.2")).toEqual(["images[0].repository", "images[0].tag"]);
    expect(paths("0.16.5")).toEqual(["chart.version"]);
  });

  it("are whole words, and no days", () => {
    expect(paths("13.9.2")).toEqual([]);
    expect(paths("3.9.20")).toEqual([]);
    expect(paths("2026-02-21")).toEqual([]);
  });

  it("stand in texts alone", () => {
    for (const value of [3, true, undefined, { tag: "3.9.2" }]) expect(paths(value)).toEqual([]);
    expect(versionEntries(undefined, "3.9.2")).toEqual([]);
  });
});
