import type { Artifact } from "../compile/artifact.js";
import type { Plan } from "../compile/plan.js";
import { bootstrapArtifacts } from "./bootstrap.js";
import { folderArtifacts } from "./folder.js";
import { patchedFolders } from "./patched-folders.js";
import { withReads } from "./with-reads.js";

/**
 * The objects of the environment's GitOps engine, which apply everything else, and the script for the state bucket.
 * Sorted by path.
 */
export function deliver(plan: Plan): readonly Artifact[] {
  const engine = (recorded: Plan) =>
    patchedFolders(recorded).folders.flatMap((folder) => folderArtifacts(folder, plan.environment.file));
  return [...withReads(plan, engine), ...withReads(plan, bootstrapArtifacts)].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}
