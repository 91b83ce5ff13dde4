import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Environment } from "../../environment/environment.js";
import type { Kinds } from "../../kinds/registry.js";
import type { Compiled, PatchedComponent } from "../compiled.js";
import { selectedLabels } from "./guard-object.js";
import type { Patched } from "./outcome.js";
import { patchObjects } from "./patch-objects.js";
import { patchReleases } from "./patch-releases.js";
import { patchStack } from "./patch-stack.js";

/** Components with the patches of their environment, and what those did. */
interface PatchedComponents {
  readonly components: readonly PatchedComponent[];
  readonly patched: readonly Patched[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies the patches of an environment to the objects, releases and stack of every component. Stacks are changed in place. */
export function patchComponents(
  environment: Environment,
  compiled: readonly Compiled[],
  kinds: Kinds,
): PatchedComponents {
  const open = compiled.map(
    (entry): PatchedComponent => ({
      ...entry,
      manifests: entry.chart?.manifests() ?? [],
      helmReleases: entry.chart?.helmReleases ?? [],
      contentNames: entry.chart?.contentNames() ?? new Map(),
    }),
  );
  if (Object.keys(environment.spec.patches).length === 0) return { components: open, patched: [], diagnostics: [] };
  const selected = selectedLabels(open.flatMap(({ manifests }) => manifests));
  const patched: Patched[] = [];
  const components = open.map((entry): PatchedComponent => {
    const objects = patchObjects(environment, entry.manifests, { selected, kinds }, entry.contentNames);
    const releases = patchReleases(environment, entry.helmReleases);
    const stack = entry.stack && patchStack(environment, entry.stack);
    patched.push(objects, releases, ...(stack ? [stack] : []));
    const { terraform, kubernetes } = entry.reads;
    const reads = {
      ...entry.reads,
      terraform: new Set([...terraform, ...(stack?.reads ?? [])]),
      kubernetes: new Set([...kubernetes, ...[...objects.reads.values()].flat(), ...releases.reads]),
    };
    const { manifests, contentNames } = objects;
    return { ...entry, reads, manifests, contentNames, helmReleases: releases.releases };
  });
  return { components, patched, diagnostics: patched.flatMap((part) => part.diagnostics) };
}
