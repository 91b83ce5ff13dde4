import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Synthesis } from "@streamform/core/embedding";
import { type Done, stop, type Work, workOff } from "./shared-work.js";

/** Environments that make a further thread worth its start: it has to import and warm up the compiler again, which takes as long as these. */
const environmentsPerThread = 40;

/** Each thread has a heap of its own, of about 70 MB; more than these would not be much faster. */
const mostThreads = 4;

/** How many threads to use where nobody says so. */
export function defaultJobs(environments: number): number {
  return Math.max(1, Math.min(availableParallelism(), mostThreads, Math.ceil(environments / environmentsPerThread)));
}

/** What came out, in the order of the files; undefined for those that an interrupt left undone. */
export type Syntheses = readonly (Synthesis | undefined)[];

/**
 * Synthesizes files on this thread and `jobs - 1` more. Each takes whole environments, so the result is the same for any
 * number. After SIGINT all finish the environment that they are at: nothing is left half written.
 */
export async function synthesizeAll(
  job: Omit<Work, "taken">,
  { jobs, onDone }: { readonly jobs: number; readonly onDone: (done: number) => void },
): Promise<{ readonly syntheses: Syntheses; readonly interrupted: boolean }> {
  const work: Work = { ...job, taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
  const syntheses: (Synthesis | undefined)[] = work.files.map(() => undefined);
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
    const others = Array.from({ length: Math.min(jobs, work.files.length) - 1 }, () => onWorker(work, tell));
    await Promise.all([workOff(work, tell), ...others]);
  } finally {
    stop(work);
    process.off("SIGINT", interrupt);
  }
  return { syntheses, interrupted };
}

function onWorker(work: Work, tell: (done: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("../worker.js", import.meta.url), { workerData: work });
    worker.on("message", tell);
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}
