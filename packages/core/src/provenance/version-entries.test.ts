import { describe, expect, it } from "vitest";
import { z } from "zod";
import { terraformVersions } from "../compile/terraform/versions.js";
import { defineComponent } from "../component/component.js";
import { platformOf } from "../component/testing.js";
import { versionTable } from "../component/version-table.js";
import { entriesIn, isChoiceOf, tablesOf, withEntry } from "./version-entries.js";

const table = versionTable({
  images: [
    { repository: "apache/kafka", tag: "3.9.2" },
    { repository: "apache/kafka", tag: "4.1.2" },
  ],
  chart: { version: "0.16.5", appVersion: "v0.16.5" },
});

describe("entries of a version table", () => {
  it("are found in a text as whole words", () => {
    const paths = (value: unknown) => entriesIn(table, value).map(({ path }) => path);
    expect(paths("apache/kafka:3.9.2")).toEqual(["images[0].repository", "images[0].tag", "images[1].repository"]);
    expect(paths("0.16.5")).toEqual(["chart.version"]);
    for (const value of ["13.9.2", "3.9.20", 3, undefined, { tag: "3.9.2" }]) expect(paths(value)).toEqual([]);
  });

  it("are another in a copy; the table itself and others stay as they are", () => {
    const before = structuredClone(table);
    const other = versionTable({ chart: "0.16.5" });
    const read = withEntry(table, { path: "images[0].tag", value: "3.9.2" }, "3.9.3");
    expect(read(table).images.map(({ tag }) => tag)).toEqual(["3.9.3", "4.1.2"]);
    expect(read(other)).toBe(other.entries);
    expect(table).toEqual(before);
  });

  it("come from the tables of a platform's components, and from the one of every stack", () => {
    const one = defineComponent({ name: "one", title: "One", spec: z.strictObject({}), uses: { versions: table } });
    const two = defineComponent({ name: "two", title: "Two", spec: z.strictObject({}), uses: { one, pins: table } });
    expect([...tablesOf(platformOf([one, two]))]).toEqual([terraformVersions, table]);
  });

  it("are chosen by who writes one of the words that their list has", () => {
    const entry = { path: "images[0].tag", value: "3.9.2" };
    expect(isChoiceOf(z.enum(["3.9.2", "4.1.2"]), entry, table)).toBe(true);
    expect(isChoiceOf(z.enum(["3.9.2", "latest"]), entry, table)).toBe(false);
    expect(isChoiceOf(z.string(), entry, table)).toBe(false);
    expect(isChoiceOf(z.enum(["0.16.5"]), { path: "chart.version", value: "0.16.5" }, table)).toBe(false);
  });
});
