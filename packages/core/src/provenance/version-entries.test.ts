import { describe, expect, it } from "vitest";
import { z } from "zod";
import { entriesIn, isChoiceOf, withEntry } from "./version-entries.js";

const table = {
  images: [
    { repository: "apache/kafka", tag: "3.9.2" },
    { repository: "apache/kafka", tag: "4.1.2" },
  ],
  chart: { version: "0.16.5", appVersion: "v0.16.5" },
};

describe("entries of a version table", () => {
  it("are found in a text as whole words", () => {
    const paths = (value: unknown) => entriesIn(table, value).map(({ path }) => path);
    expect(paths("apache/kafka:3.9.2")).toEqual(["images[0].repository", "images[0].tag", "images[1].repository"]);
    expect(paths("0.16.5")).toEqual(["chart.version"]);
    for (const value of ["13.9.2", "3.9.20", 3, undefined, { tag: "3.9.2" }]) expect(paths(value)).toEqual([]);
    expect(entriesIn(undefined, "3.9.2")).toEqual([]);
  });

  it("are another while something is tried, whatever comes of it, and the same afterwards", () => {
    const entry = { path: "images[0].tag", value: "3.9.2" };
    const before = structuredClone(table);
    expect(withEntry(table, entry, "3.9.3", () => table.images[0]?.tag)).toBe("3.9.3");
    expect(table).toEqual(before);
    const fails = () => {
      throw new Error("x");
    };
    expect(() => withEntry(table, entry, "3.9.3", fails)).toThrow("x");
    expect(table).toEqual(before);
    expect(withEntry(Object.freeze({ a: "1" }), { path: "a", value: "1" }, "2", () => true)).toBeUndefined();
  });

  it("are chosen by who writes one of the words that their list has", () => {
    const entry = { path: "images[0].tag", value: "3.9.2" };
    expect(isChoiceOf(z.enum(["3.9.2", "4.1.2"]), entry, table)).toBe(true);
    expect(isChoiceOf(z.enum(["3.9.2", "latest"]), entry, table)).toBe(false);
    expect(isChoiceOf(z.string(), entry, table)).toBe(false);
    expect(isChoiceOf(z.enum(["0.16.5"]), { path: "chart.version", value: "0.16.5" }, table)).toBe(false);
  });
});
