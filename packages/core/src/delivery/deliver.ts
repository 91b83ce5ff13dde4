import type { Artifact } from "../compile/artifact.js";
import type { Plan, Unit } from "../compile/plan.js";
import { bootstrapArtifacts } from "./bootstrap.js";
import { releasesFolder } from "./flux-helm.js";
import { folderArtifacts } from "./folder.js";
import { patchedFolders } from "./patched-folders.js";
import { stackFolder } from "./terraform-object.js";
import { withReads } from "./with-reads.js";

/**
 * The objects by which the environment's GitOps engine applies everything else, and the script that makes what has to stand before.
 * Sorted by path.
 */
export function deliver(plan: Plan): readonly Artifact[] {
  const engine = (recorded: Plan) =>
    patchedFolders(recorded).folders.flatMap((folder) => folderArtifacts(folder, plan.environment.file));
  const unitsOf = ({ path }: Artifact) => plan.units.filter((unit) => delivers(path, unit));
  return [...withReads(plan, engine, unitsOf), ...withReads(plan, bootstrapArtifacts, unitsOf)].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

/** Whether a file holds a unit's Terraform object or a Helm release of it; what only points to a unit's folder holds nothing of it. */
function delivers(path: string, unit: Unit): boolean {
  if (unit.kind === "terraform") return path.startsWith(`${stackFolder(unit)}/`);
  if (unit.kind === "hosts") return false;
  return (
    path.startsWith(`${releasesFolder(unit)}/`) ||
    unit.helmReleases.some(({ name }) => path.endsWith(`-helm-${name}.yaml`))
  );
}
