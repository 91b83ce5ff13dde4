import { Worker } from "node:worker_threads";
import type { ParsedLayer } from "./layer-yaml.js";
import type { TypescriptLayer } from "./typescript-program.js";

/** How a layer's program came to its end. */
export type Ending =
  | { readonly kind: "answer"; readonly layer: ParsedLayer }
  | { readonly kind: "unsettled" | "too long"; readonly because: string };

/** What a thread answers. */
export interface Answer {
  readonly layer: ParsedLayer;
  /** The thread has come to its end, or something that the program has begun still goes on in it. */
  readonly spent: boolean;
}

/** Seconds that a program may take; one that computes from constants takes a fraction of one. */
const longest = 30;

/** What was built: a thread runs JavaScript. */
const entry = new URL("../../dist/typescript-worker.js", import.meta.url);

let thread: Worker | undefined;
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a layer's program where it can neither end this process, nor block it, nor write between its results: in a thread, which ends
 * when the program takes too long or ends itself, and which serves the next program otherwise, as libraries are loaded there. What a
 * program does after it has given its value concerns nobody. Never rejects. One program at a time.
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
  // What an earlier program has left behind may have done it. Nobody waits for a long one twice.
  return served && ending.kind !== "too long" ? run(layer) : ending;
}

function start(): Worker {
  const worker = new Worker(entry);
  worker.on("error", () => {}); // whoever waits for an answer listens as well
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
    const broke = (error: Error): void =>
      end({ kind: "unsettled", because: `its thread broke off (${error.message})` });
    const left = (): void =>
      end({ kind: "unsettled", because: "it waits for something that nothing will bring about" });
    const timer = setTimeout(
      () => end({ kind: "too long", because: `it took more than ${longest} s` }),
      longest * 1000,
    );
    worker.on("message", answered).on("error", broke).on("exit", left).ref();
    worker.postMessage(layer);
  });
}
