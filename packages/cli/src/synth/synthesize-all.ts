import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Synthesis } from "@streamform/core/embedding";
import type { Seen } from "./seen.js";
import { type Done, loadShare, type Share, stop, type Work } from "./shared-work.js";

/** Environments for each thread. A thread imports and warms up the compiler again, which takes as long as 40 environments. */
const environmentsPerThread = 40;

/** Each thread has its own heap of about 70 MB. More threads would not be much faster. */
const mostThreads = 4;

/** The default number of threads. */
export function defaultJobs(environments: number): number {
  return Math.max(1, Math.min(availableParallelism(), mostThreads, Math.ceil(environments / environmentsPerThread)));
}

/** The results in the order of the files; undefined for files that were not synthesized. */
export type Syntheses = readonly (Synthesis | undefined)[];

/** Options of `synthesizeAll`. */
export interface Steps {
  readonly jobs: number;
  /** Decides from the facts about all environments whether anything is synthesized. */
  readonly accept: (seen: readonly Seen[]) => boolean | Promise<boolean>;
  readonly onDone: (done: number) => void;
}

/** A thread's messages: first its loaded environments, then each file that is done. */
type Message = { readonly seen: readonly Seen[] } | { readonly done: Done };

/** A thread that has loaded its files. */
interface Thread {
  readonly seen: readonly Seen[];
  /** Synthesizes the files, or ends the thread if nothing may be written. */
  finish(mayWrite: boolean): Promise<void>;
}

/**
 * Loads files and synthesizes some of them, on this thread and `jobs - 1` more. The thread that loads an environment also compiles
 * it. Nothing is written before all environments are loaded. The result is the same for any number of threads. After SIGINT, each
 * thread finishes its current environment, so no output is half written.
 */
export async function synthesizeAll(
  job: Omit<Work, "stopped">,
  { jobs, accept, onDone }: Steps,
): Promise<{ readonly syntheses: Syntheses; readonly interrupted: boolean }> {
  const work: Work = { ...job, stopped: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
  const syntheses: (Synthesis | undefined)[] = Array.from({ length: work.synthesized }, () => undefined);
  let done = 0;
  const tell = ({ index, synthesis }: Done): void => {
    syntheses[index] = synthesis;
    onDone(++done);
  };
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    stop(work);
  };
  process.on("SIGINT", interrupt);
  try {
    const step = Math.max(1, Math.min(jobs, work.synthesized));
    const shares = Array.from({ length: step }, (_, first): Share => ({ first, step }));
    const threads = await Promise.all(
      shares.map((share) => (share.first === 0 ? onThisThread(work, share, tell) : onWorker(work, share, tell))),
    );
    const mayWrite = !interrupted && (await accept(threads.flatMap(({ seen }) => seen)));
    await Promise.all(threads.map(({ finish }) => finish(mayWrite)));
  } finally {
    stop(work);
    process.off("SIGINT", interrupt);
  }
  return { syntheses, interrupted };
}

async function onThisThread(work: Work, share: Share, tell: (done: Done) => void): Promise<Thread> {
  const { seen, workOff } = await loadShare(work, share);
  return { seen, finish: async (mayWrite) => (mayWrite ? workOff(tell) : undefined) };
}

function onWorker(work: Work, share: Share, tell: (done: Done) => void): Promise<Thread> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("../worker.js", import.meta.url), { workerData: { work, share } });
    const ended = new Promise<void>((end, fail) => {
      worker.on("error", fail);
      worker.on("exit", () => end());
    });
    ended.catch(reject);
    worker.on("message", (message: Message) => {
      if ("done" in message) return tell(message.done);
      resolve({
        seen: message.seen,
        finish: (mayWrite) => {
          worker.postMessage(mayWrite);
          return ended;
        },
      });
    });
  });
}
