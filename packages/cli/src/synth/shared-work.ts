import {
  claimsOf,
  type Loaded,
  loadFile,
  type Project,
  type Synthesis,
  type SynthesizeOptions,
  synthesize,
} from "@streamform/core/embedding";
import { openProject, type Place } from "../project.js";
import type { Seen } from "./seen.js";

/** The work of several threads, as plain data; `stopped` is shared memory. */
export interface Work {
  readonly place: Place;
  /** Files to load: first those to synthesize, then all others of the project, because their claims may collide. */
  readonly files: readonly string[];
  /** Number of files to synthesize. */
  readonly synthesized: number;
  readonly options: SynthesizeOptions;
  /** The day of the run, in milliseconds since 1970: the same for all threads. */
  readonly today: number;
  /** 1 if threads must not begin another environment. */
  readonly stopped: Int32Array;
}

/** The files of a thread: from the index `first`, every `step`th file. */
export interface Share {
  readonly first: number;
  readonly step: number;
}

/** A thread's message about a file that is done. */
export interface Done {
  readonly index: number;
  readonly synthesis: Synthesis;
}

/** The files of a thread, loaded. */
export interface LoadedShare {
  readonly seen: readonly Seen[];
  /** Synthesizes the loaded files and reports each. It yields between two files, for messages and signals. */
  workOff(tell: (done: Done) => void): Promise<void>;
}

/** Loads the files of a thread, and keeps those to synthesize. */
export async function loadShare(work: Work, { first, step }: Share): Promise<LoadedShare> {
  const project: Project = { ...(await openProject(work.place)), today: new Date(work.today) };
  const kept = new Map<number, Loaded>();
  const seen: Seen[] = [];
  for (let index = first; index < work.files.length && !isStopped(work); index += step) {
    const file = String(work.files[index]);
    const loaded = await loadFile(file, project);
    seen.push(seenOf(file, loaded));
    if (index < work.synthesized) kept.set(index, loaded);
    await new Promise(setImmediate);
  }
  const workOff = async (tell: (done: Done) => void): Promise<void> => {
    for (const [index, loaded] of kept) {
      if (isStopped(work)) return;
      kept.delete(index);
      const synthesis = await synthesize(loaded, project, work.options);
      tell({ index, synthesis: { ...synthesis, sources: pointedAt(synthesis) } });
      await new Promise(setImmediate);
    }
  };
  return { seen, workOff };
}

export function seenOf(file: string, { environment, platform }: Loaded): Seen {
  if (!environment) return { file, claims: [] };
  return {
    file,
    name: { name: environment.name, position: environment.place(["name"]) },
    claims: platform ? claimsOf(environment, platform) : [],
  };
}

/** Stops every thread after its current environment. */
export function stop({ stopped }: Work): void {
  Atomics.store(stopped, 0, 1);
}

function isStopped({ stopped }: Work): boolean {
  return Atomics.load(stopped, 0) === 1;
}

/** The texts of the files with diagnostics. Most environments have none. */
function pointedAt({ sources, diagnostics }: Synthesis): ReadonlyMap<string, string> {
  const files = new Set(diagnostics.map(({ position }) => position?.file));
  return new Map([...sources].filter(([file]) => files.has(file)));
}
