import type { Artifact } from "../compile/artifact.js";
import { judgePatches } from "../compile/patches/judge.js";
import type { Patched } from "../compile/patches/outcome.js";
import { patchObjects } from "../compile/patches/patch-objects.js";
import type { Plan, Unit } from "../compile/plan.js";
import { lens } from "../component/lens.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { renderPath } from "../diagnostics/path.js";
import { argoCdFolders } from "./argocd.js";
import { bootstrapArtifacts } from "./bootstrap.js";
import { fluxFolders } from "./flux.js";
import { releasesFolder } from "./flux-helm.js";
import { folderArtifacts } from "./folder.js";
import { readme } from "./readme.js";
import { stackFolder } from "./terraform-object.js";

/** What belongs to an environment as a whole, and what is wrong with the patches of it. */
export interface Delivered {
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What belongs to an environment as a whole: the objects by which its GitOps engine applies everything else, the script that makes
 * what has to stand before, and the README. Sorted by path. Its objects are the last that patches can match: which patches match nothing
 * is known now.
 */
export function deliver(plan: Plan): Delivered {
  const { environment } = plan;
  const parts: Patched[] = [];
  const engine = (recorded: Plan): readonly Artifact[] => {
    const folders = plan.info.delivery.engine === "flux" ? fluxFolders(recorded) : argoCdFolders(recorded);
    return folders.flatMap((folder) => {
      const patched = patchObjects(environment, folder.objects, { selected: new Set() });
      parts.push(patched);
      return folderArtifacts({ ...folder, objects: patched.manifests, reads: patched.reads }, environment.file);
    });
  };
  const artifacts = [
    ...withReads(plan, engine),
    ...withReads(plan, bootstrapArtifacts),
    ...withReads(plan, (recorded) => [readme(recorded)]),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const diagnostics = [
    ...parts.flatMap((part) => part.diagnostics),
    ...judgePatches(environment, [...plan.patched, ...parts]),
  ];
  return { artifacts, diagnostics };
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
    const reads = new Set([...artifact.reads, ...read, ...units.flatMap((unit) => unit.reads)]);
    return { ...artifact, reads: [...reads].sort() };
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
