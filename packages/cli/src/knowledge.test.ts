import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { platforms } from "@streamform/presets";
import { describe, expect, it } from "vitest";
import { allPages } from "./knowledge.js";

const { pages } = await allPages(platforms);

/** The text of all tests of the packages. */
function testTexts(): string {
  const packages = fileURLToPath(new URL("../..", import.meta.url));
  return ["core", "presets", "cli"]
    .flatMap((name) => {
      const source = join(packages, name, "src");
      const files = readdirSync(source, { recursive: true, encoding: "utf8" });
      return files.filter((file) => file.endsWith(".test.ts")).map((file) => readFileSync(join(source, file), "utf8"));
    })
    .join("\n");
}

describe("the catalogue of diagnostics", () => {
  it("gives for every code a reason and a way out, in whole sentences", () => {
    for (const { code, title, because, instead } of pages) {
      expect(title, code).toMatch(/^\S.{5,}[^.]$/);
      for (const text of [because, instead]) expect(text, code).toMatch(/^.{15,}[.)]$/s);
    }
  });

  it("has a test that names the code, for every one", () => {
    const tests = testTexts();
    expect(pages.length).toBeGreaterThan(60);
    expect(pages.map(({ code }) => code).filter((code) => !tests.includes(code))).toEqual([]);
  });
});
