import type { Artifact } from "../compile/artifact.js";
import type { Plan, Unit } from "../compile/plan.js";
import { lens } from "../component/lens.js";
import { renderPath } from "../diagnostics/path.js";
import { argoCdArtifacts } from "./argocd.js";
import { bootstrapArtifacts } from "./bootstrap.js";
import { fluxArtifacts } from "./flux.js";
import { releasesFolder } from "./flux-helm.js";
import { readme } from "./readme.js";
import { stackFolder } from "./terraform-object.js";

/**
 * What belongs to an environment as a whole: the objects by which its GitOps engine applies everything else, the script that makes
 * what has to stand before, and the README. Sorted by path.
 */
export function deliver(plan: Plan): readonly Artifact[] {
  const engine = plan.info.delivery.engine === "flux" ? fluxArtifacts : argoCdArtifacts;
  return [
    ...withReads(plan, engine),
    ...withReads(plan, bootstrapArtifacts),
    ...withReads(plan, (recorded) => [readme(recorded)]),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Notes on each file what it was made from: what was read of the environment, and what the unit was made from that it delivers. */
function withReads(plan: Plan, make: (plan: Plan) => readonly Artifact[]): readonly Artifact[] {
  const read = new Set<string>();
  const info = lens(plan.info, (path, leaf) => {
    read.add(renderPath(path));
    return leaf;
  });
  return make({ ...plan, info }).map((artifact) => {
    const units = plan.units.filter((unit) => artifact.path === "README.md" || delivers(artifact.path, unit));
    return { ...artifact, reads: [...new Set([...read, ...units.flatMap((unit) => unit.reads)])].sort() };
  });
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
