import { App, Chart } from "cdk8s";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../kinds/manifest.js";
import { contentName, contentNames } from "./content-name.js";
import { fileNames } from "./file-names.js";

const job = (name: string, namespace?: string): Manifest => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});
const namesOf = (manifests: readonly Manifest[], bases: ReadonlyMap<string, string> = new Map()) => [
  ...fileNames(manifests, bases).values(),
];
const chart = () => new Chart(new App(), "chart");

describe("fileNames", () => {
  it("keeps the file of an object whose content and name change", () => {
    const scope = chart();
    const [before, after] = [contentName(scope, "topics", "a"), contentName(scope, "topics", "b")];
    expect(before).toMatch(/^topics-[0-9a-f]{10}$/);
    expect(after).not.toBe(before);
    for (const name of [before, after]) expect(namesOf([job(name)], contentNames(scope))).toEqual(["job-topics"]);
  });

  it("leaves a name alone that only looks as if it ended in a hash", () => {
    expect(namesOf([job("orders-deadbeef00")], contentNames(chart()))).toEqual(["job-orders-deadbeef00"]);
  });

  it("gives objects that differ only in the hash different files, in whatever order they are made", () => {
    const scope = chart();
    const jobs = ["a", "b"].map((content) => job(contentName(scope, "topics", content)));
    const bases = contentNames(scope);
    expect(new Set(namesOf(jobs, bases)).size).toBe(2);
    const reversed = fileNames([...jobs].reverse(), bases);
    for (const one of jobs) expect(reversed.get(one)).toBe(fileNames(jobs, bases).get(one));
  });

  it("shortens a name that no file can have, and keeps two apart that differ at their end", () => {
    const names = namesOf([job(`${"t".repeat(252)}a`), job(`${"t".repeat(252)}b`)]);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(`${name}.yaml`.length).toBe(255);
    expect(namesOf([job("t".repeat(246))])).toEqual([`job-${"t".repeat(246)}`]);
  });
});
