import { isDeepStrictEqual } from "node:util";
import type { HelmRelease } from "../../component/helm-release.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Environment } from "../../environment/environment.js";
import { secretValues } from "../../kinds/secret-values.js";
import type { Fields } from "../../kinds/fields/plain-data.js";
import { jsonPatch } from "./json-patch.js";
import { merge } from "./merge.js";
import { attempt, type Outcome, type Patched, patchesOf, readsOf, type Target } from "./outcome.js";
import { patchPages } from "./pages.js";

/** Releases after the patches of their environment. */
export interface PatchedReleases extends Patched {
  readonly releases: readonly HelmRelease[];
  /** Paths of the spec that their values were also made from. */
  readonly reads: readonly string[];
}

/** Applies the patches of an environment to the values of Helm releases. */
export function patchReleases(environment: Environment, releases: readonly HelmRelease[]): PatchedReleases {
  const patches = patchesOf(environment).filter(([, { helm }]) => helm !== undefined);
  const outcomes: Outcome[] = [];
  const diagnostics: Diagnostic[] = [];
  const reads: string[] = [];
  const patched = releases.map((release) => {
    let { values } = release;
    for (const [name, patch] of patches) {
      if (patch.helm !== release.name) continue;
      const before = values;
      const { after, diagnostics: complaints } = attempt(environment, [name, patch], `the release ${release.name}`, {
        change: () => (patch.merge ? merge(before, patch.merge) : jsonPatch(before, patch.json ?? [])) as Fields,
        violations: (after) =>
          secretValues(after, { before }).map((found) => ({ page: patchPages.holdsSecret, ...found })),
      });
      for (const complaint of complaints) diagnostics.push(complaint);
      const changed = after !== undefined && !isDeepStrictEqual(after, before);
      outcomes.push({ patch: name, target: targetOf(release), changed: changed || after === undefined });
      if (!changed) continue;
      values = after;
      for (const path of readsOf(name, patch)) reads.push(path);
    }
    return values === release.values ? release : { ...release, values };
  });
  return { releases: patched, reads, outcomes, targets: releases.map(targetOf), diagnostics };
}

function targetOf({ name }: HelmRelease): Target {
  return { by: "helm", holder: "", name };
}
