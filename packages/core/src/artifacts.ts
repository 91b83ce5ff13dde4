import type { Artifact } from "./compile/artifact.js";
import type { Plan } from "./compile/plan.js";
import { unitArtifacts } from "./delivery/volume-claims.js";
import { deliver } from "./delivery/deliver.js";
import { readme } from "./readme/readme.js";

/** Everything that a plan becomes: its units' files, the objects that deliver them, and the README. */
export function artifactsOf(plan: Plan): readonly Artifact[] {
  return [...unitArtifacts(plan), ...deliver(plan), ...readme(plan)];
}
