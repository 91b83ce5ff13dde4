import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "./run.js";
import { requireTools } from "./tools.js";

const missing = requireTools(["shellcheck"]);
if (missing) console.warn(`scripts: skipped, ${missing}`);

/** Every shell script of the committed output by its place, those that ConfigMaps carry into a pod among them. */
function scripts(): readonly (readonly [place: string, script: string])[] {
  const generated = join(root, "generated");
  const files = readdirSync(generated, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const place = relative(root, file);
    if (name.endsWith(".sh")) return [[place, readFileSync(file, "utf8")] as const];
    if (!/^configmap-.*\.yaml$/.test(name)) return [];
    const { data = {} } = parse(readFileSync(file, "utf8")) as { data?: Readonly<Record<string, string>> };
    return Object.entries(data).flatMap(([key, text]) =>
      key.endsWith(".sh") ? [[`${place}#${key}`, text] as const] : [],
    );
  });
}

describe.skipIf(missing)("shellcheck", () => {
  it.each(scripts())("finds nothing to say of %s", (_, script) => {
    const { status, stdout } = spawnSync("shellcheck", ["--severity=style", "-"], { input: script, encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });
});
