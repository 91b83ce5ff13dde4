import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { environments, root, run } from "./run.js";
import { requireTools } from "./tools.js";

/** Reads files by PyYAML, a reader of YAML 1.1, and prints their data; what JSON has no kind for, as a date, is an error. */
const program =
  "import json, sys, yaml; print(json.dumps([yaml.safe_load(open(f, encoding='utf-8')) for f in sys.argv[1:]]))";

function reasonToSkip(): string | undefined {
  const missing = requireTools(["python3"]);
  if (missing !== undefined || run("python3", ["-c", "import yaml"]).status === 0) return missing;
  if (process.env.STREAMFORM_REQUIRE_TOOLS === "1") throw new Error("Python has no PyYAML");
  return "Python has no PyYAML";
}

const missing = reasonToSkip();
if (missing) console.warn(`YAML readers: skipped, ${missing}`);

describe.skipIf(missing)("a reader of YAML 1.1", () => {
  it.each(environments)("reads every file of %s as a reader of YAML 1.2 does", (environment) => {
    const files = readdirSync(join(root, "generated", environment), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name));
    expect(files).not.toEqual([]);
    const { status, output } = run("python3", ["-c", program, ...files]);
    expect(status, output).toBe(0);
    const read = JSON.parse(output) as readonly unknown[];
    for (const [index, file] of files.entries())
      expect(read[index], relative(root, file)).toEqual(parse(readFileSync(file, "utf8")));
  });
});
