import { Worker } from "node:worker_threads";
import type { ParsedLayer } from "./layer-yaml.js";
import type { TypescriptLayer } from "./typescript-program.js";

/** The result of a layer's program. */
export type Ending =
  | { readonly kind: "answer"; readonly layer: ParsedLayer }
  | { readonly kind: "unsettled" | "too long"; readonly because: string };

/** The answer of a thread. */
export interface Answer {
  readonly layer: ParsedLayer;
  /** The thread has ended, or work that the program started still runs in it. */
  readonly spent: boolean;
}

/** Time limit of a program, in seconds. A program without input or output takes a fraction of a second. */
const longest = 30;

/** The built file, because a thread runs JavaScript. */
const entry = new URL("../../dist/typescript-worker.js", import.meta.url);

let thread: Worker | undefined;
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a layer's program in a thread, where it can neither end nor block this process, nor write to its stdout. The thread ends if the
 * program ends it or exceeds the time limit. Otherwise the next program uses the same thread, with its loaded libraries. Work that a
 * program does after it returned its value is ignored. Never rejects. Runs one program at a time.
 */
export function runInThread(layer: TypescriptLayer): Promise<Ending> {
  const ending = previous.then(() => run(layer));
  previous = ending;
  return ending;
}

async function run(layer: TypescriptLayer): Promise<Ending> {
  const served = thread !== undefined;
  const worker = thread ?? start();
  thread = worker;
  const { spent, ...ending } = await runOn(worker, layer);
  if (!spent) return ending;
  thread = undefined;
  await worker.terminate();
  // An earlier program in the thread may be the cause, so a new thread tries again; but not after a time-out.
  return served && ending.kind !== "too long" ? run(layer) : ending;
}

function start(): Worker {
  const worker = new Worker(entry);
  worker.on("error", () => {}); // `runOn` has its own listener
  worker.on("exit", () => {
    if (thread === worker) thread = undefined;
  });
  return worker;
}

function runOn(worker: Worker, layer: TypescriptLayer): Promise<Ending & { readonly spent: boolean }> {
  return new Promise((resolve) => {
    const end = (ending: Ending, spent = true): void => {
      clearTimeout(timer);
      worker.off("message", answered).off("error", broke).off("exit", left).unref();
      resolve({ ...ending, spent });
    };
    const answered = (answer: Answer): void => end({ kind: "answer", layer: answer.layer }, answer.spent);
    const broke = (error: Error): void => end({ kind: "unsettled", because: `its thread failed (${error.message})` });
    const left = (): void => end({ kind: "unsettled", because: "it waits for something that never happens" });
    const timer = setTimeout(
      () => end({ kind: "too long", because: `it took more than ${longest} s` }),
      longest * 1000,
    );
    worker.on("message", answered).on("error", broke).on("exit", left).ref();
    worker.postMessage(layer);
  });
}
