import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { patchedEnvironment, patchedTree } from "./patched-tree.js";
import { run } from "./run.js";
import { requireTools, tool } from "./tools.js";

const missing = requireTools(["validate-manifests.mjs", "verify-terraform", "terraform", "moto_server"]);
if (missing) console.warn(`patches: skipped, ${missing}`);

describe.skipIf(missing).each(["flux", "argocd"] as const)("patches and extra files with %s", (engine) => {
  const tree = missing ? "" : patchedTree(engine);
  const generated = join(tree, "generated", patchedEnvironment);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it("give objects that are valid for Kubernetes, its operators and the engine", () => {
    const { status, output } = run(process.execPath, [tool("validate-manifests.mjs"), generated]);
    expect(output).toMatch(/objects (\d+), valid \1, invalid 0, no schema 0/);
    expect(status).toBe(0);
    expect(readFileSync(join(generated, "kubernetes/topics/job-topics.yaml"), "utf8")).toContain(
      "terminationGracePeriodSeconds: 45",
    );
    expect(existsSync(join(generated, "kubernetes/extra-notes/clusterrole-acme-reader.yaml"))).toBe(true);
  });

  it("give stacks that Terraform takes and plans", () => {
    const { status, output } = run(tool("verify-terraform"), [join(generated, "terraform"), "--plan"]);
    expect(output).toMatch(/stacks (\d+), valid \1, invalid 0/);
    expect(status).toBe(0);
    expect(existsSync(join(generated, "terraform/extra-audit/audit.tf"))).toBe(true);
  });
});
