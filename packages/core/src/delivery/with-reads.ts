import type { Artifact } from "../compile/artifact.js";
import type { Plan, Unit } from "../compile/plan.js";
import { lens } from "../component/lens.js";
import { renderPath } from "../diagnostics/path.js";

/**
 * Notes on each file what it was made from: what was read of the environment, and what its units were made from.
 *
 * @param unitsOf the units whose content a file holds
 */
export function withReads(
  plan: Plan,
  make: (plan: Plan) => readonly Artifact[],
  unitsOf: (artifact: Artifact) => readonly Unit[],
): readonly Artifact[] {
  const read = new Set<string>();
  const info = lens(plan.info, (path, leaf) => {
    read.add(renderPath(path));
    return leaf;
  });
  return make({ ...plan, info }).map((artifact) => ({
    ...artifact,
    reads: [...new Set([...artifact.reads, ...read, ...unitsOf(artifact).flatMap((unit) => unit.reads)])].sort(),
  }));
}
