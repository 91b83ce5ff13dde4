import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Names of the environments whose output is committed. */
export const environments = readdirSync(join(root, "generated"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Runs a command to its end, in the repository unless told otherwise; returns its exit code and everything it printed. */
export function run(
  command: string,
  parameters: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, parameters, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return { status, output: `${stdout}${stderr}` };
}

/** A copy of the committed output in a folder of its own, to be changed by a test. */
export function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "streamform-tree-"));
  cpSync(join(root, "generated"), join(copy, "generated"), { recursive: true });
  return copy;
}
