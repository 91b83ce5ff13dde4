import { isDeepStrictEqual } from "node:util";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Environment } from "../../environment/environment.js";
import type { Patch } from "../../environment/patches-spec.js";
import type { Manifest } from "../../kinds/manifest.js";
import { withContentNames } from "./content-names.js";
import { objectViolations, type Surroundings } from "./guard-object.js";
import { jsonPatch } from "./json-patch.js";
import type { Fields } from "../../kinds/fields/plain-data.js";
import { attempt, type Outcome, type Patched, patchesOf, readsOf, type Target } from "./outcome.js";
import { strategicMerge } from "./strategic-merge.js";

/** Objects after the patches of their environment. */
export interface PatchedObjects extends Patched {
  readonly manifests: readonly Manifest[];
  /** Paths of the spec that the changed ones were also made from, by object. */
  readonly reads: ReadonlyMap<Manifest, readonly string[]>;
  /** See `contentNames`; with the names that patches made. */
  readonly contentNames: ReadonlyMap<string, string>;
}

/**
 * Applies the patches of an environment to objects of one folder.
 *
 * @param names see `contentNames`
 */
export function patchObjects(
  environment: Environment,
  manifests: readonly Manifest[],
  surroundings: Surroundings,
  names: ReadonlyMap<string, string> = new Map(),
): PatchedObjects {
  const patches = patchesOf(environment).filter(([, { kind }]) => kind !== undefined);
  const outcomes: Outcome[] = [];
  const diagnostics: Diagnostic[] = [];
  const reads = new Map<Manifest, readonly string[]>();
  const patched = manifests.map((manifest) => {
    const target = targetOf(manifest, names);
    const found: string[] = [];
    let current = manifest;
    for (const [name, patch] of patches) {
      if (!matches(patch, target)) continue;
      const before = current;
      const { after, diagnostics: complaints } = attempt(
        environment,
        [name, patch],
        `${target.holder} ${target.name}`,
        {
          change: () => apply(before, patch),
          violations: (result) =>
            objectViolations(before, result, {
              ...surroundings,
              isRenamed: ({ metadata }) => names.has(metadata.name),
            }),
        },
      );
      for (const complaint of complaints) diagnostics.push(complaint);
      const changed = after !== undefined && !isDeepStrictEqual(after, before);
      outcomes.push({ patch: name, target, changed: changed || after === undefined });
      if (!changed || complaints.some(({ severity }) => severity === "error")) continue;
      current = after as Manifest;
      for (const path of readsOf(name, patch)) found.push(path);
    }
    if (current !== manifest) reads.set(current, found);
    return current;
  });
  const { renamed, manifests: named, contentNames } = withContentNames(manifests, patched, names);
  return {
    manifests: named,
    contentNames,
    reads: new Map([...reads].map(([manifest, paths]) => [renamed.get(manifest) ?? manifest, paths])),
    outcomes,
    targets: manifests.map((manifest) => targetOf(manifest, names)),
    diagnostics,
  };
}

function apply(manifest: Manifest, { merge, json }: Patch): Fields {
  return merge ? strategicMerge(manifest, merge) : (jsonPatch(manifest, json ?? []) as Fields);
}

function targetOf({ apiVersion, kind, metadata }: Manifest, names: ReadonlyMap<string, string>): Target {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const { name, namespace } = metadata;
  return { by: "kind", holder: kind, name, base: names.get(name), group, namespace };
}

function matches({ kind, name = "", group, namespace }: Patch, target: Target): boolean {
  return (
    kind === target.holder &&
    (group === undefined || group === target.group) &&
    (namespace === undefined || namespace === target.namespace) &&
    [target.name, target.base ?? target.name].some(isNamed(name))
  );
}

/** Whether a name matches a patch's `name`; `*` in it stands for any characters. */
function isNamed(pattern: string): (name: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const expression = new RegExp(`^${escaped}$`);
  return (name) => expression.test(name);
}
