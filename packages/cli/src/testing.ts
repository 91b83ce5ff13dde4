import { type SpawnOptions, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, vi } from "vitest";
import { starterEnvironments } from "./init/environments.js";
import { run } from "./run.js";

/** The built command. */
export const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** The result of a command line. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The surroundings of a command line. */
interface Surroundings {
  /** Variables that differ from those of the tests; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `streamform` in a folder, in this process and from the sources. Only one run at a time: the folder, the streams and the
 * variables belong to the process.
 */
export async function streamform(
  cwd: string,
  args: readonly string[],
  { env = {} }: Surroundings = {},
): Promise<Ending> {
  const before = process.cwd();
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((chunk) => {
      written[name] += String(chunk);
      return true;
    }),
  );
  for (const [name, value] of Object.entries({ FORCE_COLOR: undefined, ...env })) vi.stubEnv(name, value);
  try {
    process.chdir(cwd);
    return { code: await run(args), ...written };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** Runs the built command in its own process, for tests of exit codes, signals, threads and loaded modules. */
export async function streamformProcess(
  cwd: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Ending> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [main, ...args], { cwd, env, ...options, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [child.stdout ? text(child.stdout) : "", child.stderr ? text(child.stderr) : ""];
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout: await stdout, stderr: await stderr };
}

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is deleted after the tests of the file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "streamform-cli-")));
  made.push(folder);
  return folder;
}

/** A project in a temporary folder that can import `@streamform/core`. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  put(root, { "package.json": "{}\n", ...files });
  mkdirSync(join(root, "node_modules/@streamform"), { recursive: true });
  symlinkSync(fileURLToPath(new URL("../../core", import.meta.url)), join(root, "node_modules/@streamform/core"));
  return root;
}

/** A copy of a project, so that several tests share one synth. */
export function copyOf(root: string): string {
  const copy = temporaryFolder();
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

export function put(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
}

/** Every file below a folder with its bytes. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** An environment without errors and warnings, in its own cluster. */
export function environment(name: string): string {
  const starter = {
    name: "test",
    platform: "msk",
    engine: "flux",
    repository: "https://github.com/acme/streaming",
    packages: {},
    clone: undefined,
  } as const;
  return String(starterEnvironments["msk"]?.(starter))
    .replace("name: msk-dev", `name: ${name}`)
    .replace("eksCluster: my-cluster", `eksCluster: ${name}`);
}
