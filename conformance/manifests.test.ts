import { describe, expect, it } from "vitest";
import { run } from "./run.js";
import { requireTools, tool } from "./tools.js";

const missing = requireTools(["validate-manifests.mjs"]);
if (missing) console.warn(`manifests: skipped, ${missing}`);

describe.skipIf(missing)("schemas of Kubernetes and of every operator", () => {
  it.each(["1.29.0", "1.35.0"])("every object is valid for Kubernetes %s, none is without a schema", (version) => {
    const { status, output } = run(process.execPath, [
      tool("validate-manifests.mjs"),
      "generated",
      "--kubernetes",
      version,
    ]);
    expect(output).toMatch(/objects (\d+), valid \1, invalid 0, no schema 0/);
    expect(status).toBe(0);
  });
});
