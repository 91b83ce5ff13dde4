import { isDeepStrictEqual } from "node:util";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Environment } from "../../environment/environment.js";
import type { Block, Stack } from "../terraform/stack.js";
import { type Fields, isFields } from "../../kinds/fields/plain-data.js";
import { resourceViolations } from "./guard-resource.js";
import { jsonPatch } from "./json-patch.js";
import { type Join, merge } from "./merge.js";
import { attempt, type Outcome, type Patched, patchesOf, readsOf, type Target } from "./outcome.js";

/** What patches did to a stack; its blocks are replaced in place. */
export interface PatchedStack extends Patched {
  /** Paths of the spec that it was also made from. */
  readonly reads: readonly string[];
}

/** Applies the patches of an environment to the resources and data sources of a stack. */
export function patchStack(environment: Environment, stack: Stack): PatchedStack {
  const all = patchesOf(environment).filter(([, { terraform }]) => terraform !== undefined);
  const patches = all.filter(([, { terraform }]) => terraform === stack.component);
  const outcomes: Outcome[] = [];
  const diagnostics: Diagnostic[] = [];
  const reads: string[] = [];
  const blocks = all.length === 0 ? [] : stack.blocks();
  for (const block of blocks) {
    let { body } = block;
    for (const [name, patch] of patches) {
      if (patch.resource !== block.address) continue;
      const before = body;
      const { after, diagnostics: complaints } = attempt(environment, [name, patch], block.address, {
        change: () =>
          (patch.merge ? merge(before, patch.merge, intoBlock) : jsonPatch(before, patch.json ?? [])) as Fields,
        violations: (result) => resourceViolations({ ...block, body: before }, result),
      });
      for (const complaint of complaints) diagnostics.push(complaint);
      const changed = after !== undefined && !isDeepStrictEqual(after, before);
      outcomes.push({ patch: name, target: targetOf(stack, block), changed: changed || after === undefined });
      if (!changed || complaints.some(({ severity }) => severity === "error")) continue;
      body = after;
      for (const path of readsOf(name, patch)) reads.push(path);
    }
    if (body !== block.body) stack.replace(block.address, body);
  }
  return { reads, outcomes, targets: blocks.map((block) => targetOf(stack, block)), diagnostics };
}

/** A block that stands alone is written as a map or as a list of one map: Terraform reads both alike (JSON configuration syntax, nested blocks). */
const intoBlock: Join = (before, change, path, mergeAt) => {
  if (!isFields(change) || !Array.isArray(before) || before.length !== 1 || !isFields(before[0])) return undefined;
  return [mergeAt(before[0], change, [...path, 0])];
};

function targetOf({ component }: Stack, { address }: Block): Target {
  return { by: "terraform", holder: component, name: address };
}
