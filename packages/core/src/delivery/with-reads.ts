import type { Artifact } from "../compile/artifact.js";
import type { Plan } from "../compile/plan.js";
import { lens } from "../component/lens.js";
import { note, type Reads } from "../component/reads.js";

/** Adds to what each file was made from what was read of the environment. */
export function withReads(plan: Plan, make: (plan: Plan) => readonly Artifact[]): readonly Artifact[] {
  const read: Reads = new Set();
  const info = lens(plan.info, (path, isListed) => note(read, path, isListed));
  return make({ ...plan, info }).map((artifact) => ({
    ...artifact,
    reads: [...new Set([...artifact.reads, ...read])].sort(),
  }));
}
