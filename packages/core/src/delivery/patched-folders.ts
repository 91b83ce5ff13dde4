import { judgePatches } from "../compile/patches/judge.js";
import type { Patched } from "../compile/patches/outcome.js";
import { type PatchedObjects, patchObjects } from "../compile/patches/patch-objects.js";
import type { Plan } from "../compile/plan.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import type { Manifest } from "../kinds/manifest.js";
import { argoCdFolders } from "./argocd.js";
import { fluxFolders } from "./flux.js";
import type { Folder } from "./folder.js";

/** The engine's folders after the patches of the environment, and what those did. */
export function patchedFolders(plan: Plan): {
  readonly folders: readonly Folder[];
  readonly patched: readonly Patched[];
} {
  const folders = plan.info.delivery.engine === "flux" ? fluxFolders(plan) : argoCdFolders(plan);
  if (Object.keys(plan.environment.spec.patches).length === 0) return { folders, patched: [] };
  const patched = folders.map((folder) =>
    patchObjects(plan.environment, folder.objects, { selected: new Set(), kinds: plan.kinds }),
  );
  return { folders: folders.map((folder, index) => patchedFolder(folder, patched[index])), patched };
}

/** Adds the patch to the origins of a patched object. */
function patchedFolder(folder: Folder, patched: PatchedObjects | undefined): Folder {
  if (!patched) return folder;
  const reads = patched.manifests.map((object, index): [Manifest, readonly string[]] => {
    const before = folder.objects[index];
    return [object, [...((before && folder.reads?.get(before)) ?? []), ...(patched.reads.get(object) ?? [])]];
  });
  return { ...folder, objects: patched.manifests, reads: new Map(reads) };
}

/**
 * What is wrong with the patches of a plan's environment. Delivery makes the last objects that one can match, so only here is known which
 * match nothing.
 */
export function patchFaults(plan: Plan): readonly Diagnostic[] {
  if (Object.keys(plan.environment.spec.patches).length === 0) return [];
  const { patched } = patchedFolders(plan);
  const faults = patched.flatMap(({ diagnostics }) => diagnostics);
  return hasErrors(faults) ? faults : [...faults, ...judgePatches(plan.environment, [...plan.patched, ...patched])];
}
