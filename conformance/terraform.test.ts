import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { environments, root, run } from "./run.js";
import { requireTools, tool } from "./tools.js";

const missing = requireTools(["verify-terraform", "terraform", "moto_server"]);
if (missing) console.warn(`terraform: skipped, ${missing}`);

describe.skipIf(missing)("Terraform and OpenTofu with the real AWS provider", () => {
  const withStacks = environments.filter((name) => existsSync(join(root, "generated", name, "terraform")));

  it.each(withStacks)("every stack of %s is valid and plans", (name) => {
    const { status, output } = run(tool("verify-terraform"), [join("generated", name, "terraform"), "--plan"]);
    expect(output).toMatch(/stacks (\d+), valid \1, invalid 0/);
    expect(status).toBe(0);
  });

  it.each(withStacks)("OpenTofu takes every stack of %s too", (name) => {
    const { status, output } = run(tool("verify-terraform"), [
      join("generated", name, "terraform"),
      "--plan",
      "--tofu",
    ]);
    expect(output).toMatch(/stacks (\d+), valid \1, invalid 0/);
    expect(status).toBe(0);
  });
});
