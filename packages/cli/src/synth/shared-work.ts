import { type Project, type Synthesis, type SynthesizeOptions, synthesize } from "@streamform/core/embedding";
import { openProject, type Place } from "../project.js";

/** Environments that several threads work off; plain data, the counter is shared memory. */
export interface Work {
  readonly place: Place;
  readonly files: readonly string[];
  readonly options: SynthesizeOptions;
  /** The day of the run, in milliseconds since 1970: the same for all threads. */
  readonly today: number;
  /** How many files were taken; raised by whoever takes the next one. */
  readonly taken: Int32Array;
}

/** What a thread tells of a file that it is done with. */
export interface Done {
  readonly index: number;
  readonly synthesis: Synthesis;
}

/** Takes files until none is left, and tells of each. Between two, messages and signals come through. */
export async function workOff(work: Work, tell: (done: Done) => void): Promise<void> {
  const project: Project = { ...(await openProject(work.place)), today: new Date(work.today) };
  for (let index = take(work); index < work.files.length; index = take(work)) {
    tell({ index, synthesis: await synthesize(String(work.files[index]), project, work.options) });
    await new Promise(setImmediate);
  }
}

/** Lets every thread finish what it has begun, and begin nothing more. */
export function stop({ taken, files }: Work): void {
  Atomics.store(taken, 0, files.length);
}

function take({ taken }: Work): number {
  return Atomics.add(taken, 0, 1);
}
