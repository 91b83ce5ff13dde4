import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folderOf = (name: string) => fileURLToPath(new URL(`../packages/${name}/`, import.meta.url));

/** What npm would publish of a package. */
function packed(name: string): readonly { readonly path: string; readonly size: number }[] {
  const cwd = folderOf(name);
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd, encoding: "utf8" }));
  return files;
}

describe.each(["core", "presets", "cli"])("the published package %s", (name) => {
  const files = packed(name);

  it("has its entry point, and the declarations beside it", () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "LICENSE"]));
  });

  it("holds no tests, and nothing that tests alone need", () => {
    const ofTests = /\.test(-d)?\.|(^|\/)(trees|cases)\//;
    expect(files.map(({ path }) => path).filter((path) => ofTests.test(path))).toEqual([]);
  });

  it("has declarations below 3 MB, which an editor reads for every environment file", () => {
    const declarations = files.filter(({ path }) => path.endsWith(".d.ts"));
    expect(declarations.length).toBeGreaterThan(5);
    expect(declarations.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(3_000_000);
  });
});

describe("declarations of components", () => {
  it("name a schema where it is used, and write it out in its own file alone", () => {
    const places = packed("presets")
      .map(({ path }) => path)
      .filter((path) => path.endsWith(".d.ts") && !/(^|[/-])(spec|schema)\.d\.ts$/.test(path));
    expect(places.length).toBeGreaterThan(100);
    const writtenOut = places.filter((path) => readFileSync(folderOf("presets") + path, "utf8").includes("ZodObject<"));
    expect(writtenOut).toEqual([]);
  });
});
