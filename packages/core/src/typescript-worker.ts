import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { parentPort } from "node:worker_threads";
import { exited, runTypescript, type TypescriptLayer, threw } from "./environment/typescript-program.js";
import type { Answer } from "./environment/typescript-thread.js";

/** The layer whose program runs; its answer is still awaited. */
let current: TypescriptLayer | undefined;
const end = process.exit.bind(process);

function answer(layer: Answer["layer"], spent: boolean): void {
  current = undefined;
  parentPort?.postMessage({ layer, spent } satisfies Answer);
}

/** Says who wanted to end the process, and ends this thread: what catches errors cannot go on. */
function refuse(call: string): never {
  if (current) answer({ diagnostics: [exited(call, new Error(call), current)] }, true);
  return end(1);
}

process.exit = (code) => refuse(`process.exit(${code ?? ""})`);
process.abort = () => refuse("process.abort()");

// An error in a callback, or of a promise that nobody waits for.
process.on("uncaughtException", (error) => {
  if (current) answer({ diagnostics: [threw(error, current)] }, true);
  end(1);
});

// Output to the descriptor of stdout would mix with the results of the process.
for (const name of ["write", "writeSync", "writev", "writevSync", "writeFile", "writeFileSync"] as const) {
  const write = fs[name] as (descriptor: unknown, ...rest: unknown[]) => unknown;
  Object.defineProperty(fs, name, {
    value: (descriptor: unknown, ...rest: unknown[]) => write(descriptor === 1 ? 2 : descriptor, ...rest),
  });
}
syncBuiltinESMExports();

// So would output to the stdout stream. After the answer, nobody reads it.
const write = process.stderr.write.bind(process.stderr) as (...text: unknown[]) => boolean;
for (const stream of [process.stdout, process.stderr])
  Object.defineProperty(stream, "write", { value: (...text: unknown[]) => current === undefined || write(...text) });

parentPort?.on("message", async (layer: TypescriptLayer) => {
  current = layer;
  parentPort?.unref(); // a program that waits for nothing that will come ends the thread
  const parsed = await runTypescript(layer);
  await new Promise(setImmediate); // by then a promise that was rejected has told
  if (current !== layer) return;
  parentPort?.ref();
  answer(
    parsed,
    process.getActiveResourcesInfo().some((resource) => resource !== "MessagePort"),
  );
});
