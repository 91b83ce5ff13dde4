import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const witness = fileURLToPath(new URL("./witness.mjs", import.meta.url));

/** Runs Node.js once; seconds on the clock and of the processors, and the most memory that it held, in MB. Throws where it fails. */
export function measure(parameters, cwd) {
  const report = ["--import", witness];
  const started = performance.now();
  const { status, stderr, stdout, error } = spawnSync(process.execPath, [...report, ...parameters], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const seconds = (performance.now() - started) / 1000;
  if (error || status !== 0)
    throw error ?? new Error(`node ${parameters.join(" ")} failed (${status}):\n${stdout}${stderr}`);
  const [, cpu, kilobytes] = /usage (\S+) (\S+)\n$/.exec(stderr) ?? [];
  return { seconds, cpu: Number(cpu), megabytes: Number(kilobytes) / 1024 };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
