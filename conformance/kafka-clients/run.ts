import { spawn } from "node:child_process";

/** What a program answered. */
export interface Outcome {
  readonly code: number;
  /** Standard output and error as they came, in one. */
  readonly output: string;
  readonly stdout: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a program to its end, whatever its exit code. */
export function run(command: string, parameters: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: options.cwd, env: { ...process.env, ...options.env } });
    let output = "";
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output, stdout }));
    child.stdin.on("error", () => {}); // it ended without reading its input: its exit code tells
    child.stdin.end(options.input ?? "");
  });
}

/** Runs a program that must succeed; its standard output. */
export async function succeed(
  command: string,
  parameters: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, output, stdout } = await run(command, parameters, options);
  if (code !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${code}:\n${output}`);
  return stdout;
}

/** Runs a program until it has printed the text, then ends it; all that it printed. Throws where it ends before. */
export function runUntil(
  command: string,
  parameters: readonly string[],
  text: string,
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(text)) child.kill();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("close", () =>
      output.includes(text) ? resolve(output) : reject(new Error(`${command} ended without "${text}":\n${output}`)),
    );
  });
}
