import { describe, expect, it } from "vitest";
import { lens } from "./lens.js";
import { note, pathsOf, type Reads, summarize } from "./reads.js";

const spec = {
  owner: "team",
  topics: { "a.b": { partitions: 1, config: { x: 1 } }, orders: { partitions: 2, config: {} } },
  zones: ["a", "b"],
};

function readsOf(read: (value: typeof spec) => unknown): readonly string[] {
  const reads: Reads = new Set();
  read(lens(spec, (path, isListed) => note(reads, path, isListed)));
  return [...reads];
}

describe("summarize", () => {
  it("names a map whose entries were gone through once, however many there are", () => {
    const reads = readsOf(({ topics }) => Object.values(topics).map(({ partitions }) => partitions));
    expect(pathsOf(reads)).toContain('topics["a.b"].partitions');
    expect(summarize(reads)).toEqual(["topics"]);
  });

  it("names an entry of a map that was asked for by its name", () => {
    expect(summarize(readsOf(({ topics }) => topics.orders.partitions))).toEqual(["topics.orders.partitions"]);
  });

  it("names a list whose length was asked for, and one entry where only that was read", () => {
    expect(summarize(readsOf(({ zones }) => zones.map((zone) => zone)))).toEqual(["zones"]);
    expect(summarize(readsOf(({ zones }) => zones[1]))).toEqual(["zones[1]"]);
  });

  it("names a map of which was only asked whether it is there", () => {
    expect(summarize(readsOf((value) => value.topics !== undefined))).toEqual(["topics"]);
  });

  it("takes nothing for everything: the whole spec is not named for its keys", () => {
    expect(summarize(readsOf((value) => Object.keys(value)))).toEqual([]);
  });

  it("refuses what is no path", () => {
    expect(() => summarize(["a..b"])).toThrow('"a..b" is not a path of a spec');
  });
});
