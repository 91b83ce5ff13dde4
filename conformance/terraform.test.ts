import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { environments, root, run } from "./run.js";
import { requireTools, tool } from "./tools.js";

const missing = requireTools(["verify-terraform", "terraform", "moto_server"]);
if (missing) console.warn(`terraform: skipped, ${missing}`);

/** Version of the OpenTofu that `verify-terraform --tofu` runs, as the folder that it was built into says. */
const tofuVersion = "1.10";

function requiredVersion(folder: string, stack: string): string {
  const { terraform } = JSON.parse(readFileSync(join(folder, stack, "main.tf.json"), "utf8"));
  return String(terraform.required_version).replace(">= ", "");
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

describe.skipIf(missing)("Terraform and OpenTofu with the real AWS provider", () => {
  const withStacks = environments.filter((name) => existsSync(join(root, "generated", name, "terraform")));

  it.each(withStacks)("every stack of %s is valid and plans", (name) => {
    const { status, output } = run(tool("verify-terraform"), [join("generated", name, "terraform"), "--plan"]);
    expect(output).toMatch(/stacks (\d+), valid \1, invalid 0/);
    expect(status).toBe(0);
  });

  it.each(withStacks)(
    "OpenTofu takes every stack of %s too, of those that its version here is new enough for",
    (name) => {
      const folder = mkdtempSync(join(tmpdir(), "streamform-stacks-"));
      cpSync(join(root, "generated", name, "terraform"), folder, { recursive: true });
      const newer = readdirSync(folder).filter(
        (stack) => minorOf(requiredVersion(folder, stack)) > minorOf(tofuVersion),
      );
      for (const stack of newer) {
        console.warn(
          `terraform: ${name}/${stack} needs OpenTofu ${requiredVersion(folder, stack)}, here is ${tofuVersion}`,
        );
        rmSync(join(folder, stack), { recursive: true });
      }
      const { status, output } = run(tool("verify-terraform"), [folder, "--plan", "--tofu"]);
      rmSync(folder, { recursive: true });
      expect(output).toMatch(/stacks (\d+), valid \1, invalid 0/);
      expect(status).toBe(0);
    },
  );
});
