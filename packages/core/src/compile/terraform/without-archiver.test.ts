import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

/** What a Node.js of its own prints, which has loaded this package first and then runs a program. */
function printed(program: string): string {
  const core = new URL("../../../dist/index.js", import.meta.url).href;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `await import(${JSON.stringify(core)});
       const require = (await import("node:module")).createRequire(import.meta.url);
       ${program}`,
    ],
    { cwd: new URL(".", import.meta.url), encoding: "utf8" },
  );
  return stdout + stderr;
}

describe("the library that makes zip files", () => {
  it("is not loaded with cdktf", () => {
    const program = `require("cdktf"); console.log(Object.keys(require.cache).filter((path) => path.includes("/archiver/lib/")).length);`;
    expect(printed(program)).toBe("0\n");
  });

  it("is there for assets, which cdktf puts into zip files in a process of its own", () => {
    const program = `
      const { archiveSync } = require("cdktf/lib/private/fs");
      const { mkdtempSync, readFileSync } = require("node:fs");
      const file = mkdtempSync(require("node:os").tmpdir() + "/archive-") + "/asset.zip";
      archiveSync(".", file);
      console.log(readFileSync(file, "latin1").slice(0, 2));`;
    expect(printed(program)).toBe("PK\n");
  });
});
