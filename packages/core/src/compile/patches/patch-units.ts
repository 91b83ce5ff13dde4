import type { Environment } from "../../environment/environment.js";
import type { Compiled } from "../units.js";
import { selectedLabels } from "./guard-object.js";
import type { Patched } from "./outcome.js";
import { patchObjects } from "./patch-objects.js";
import { patchReleases } from "./patch-releases.js";
import { patchStack } from "./patch-stack.js";

/** Takes the objects and releases out of every chart, and applies the patches of the environment to them and to the stacks. */
export function patchUnits(environment: Environment, compiled: readonly Compiled[]): readonly Patched[] {
  for (const entry of compiled) {
    entry.manifests = entry.chart?.manifests() ?? [];
    entry.helmReleases = entry.chart?.helmReleases ?? [];
  }
  if (Object.keys(environment.spec.patches).length === 0) return [];
  const selected = selectedLabels(compiled.flatMap(({ manifests }) => manifests));
  return compiled.flatMap((entry) => {
    const { reads } = entry;
    const objects = patchObjects(environment, entry.manifests, { selected });
    for (const path of [...objects.reads.values()].flat()) reads.kubernetes.add(path);
    const releases = patchReleases(environment, entry.helmReleases);
    for (const path of releases.reads) reads.kubernetes.add(path);
    entry.manifests = objects.manifests;
    entry.helmReleases = releases.releases;
    const stack = entry.stack && patchStack(environment, entry.stack);
    for (const path of stack?.reads ?? []) reads.terraform.add(path);
    return [objects, releases, ...(stack ? [stack] : [])];
  });
}
