import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { type Path, renderPath, valueAt } from "../../diagnostics/path.js";
import { report } from "../../diagnostics/report.js";
import type { Environment } from "../../environment/environment.js";
import type { Patch } from "../../environment/patches-spec.js";
import { isFields } from "../../kinds/fields/plain-data.js";
import { patchPages } from "./pages.js";
import { PatchError } from "./patch-error.js";
import type { Violation } from "./violation.js";

/** Something that a patch can match. */
export interface Target {
  /** The key of a patch that names such things. */
  readonly by: "kind" | "terraform" | "helm";
  /** Kind of the object, or stack of the resource; empty for a release. */
  readonly holder: string;
  /** Name of the object or release, or address of the resource. */
  readonly name: string;
  /** The name without the hash of the content that it ends in. */
  readonly base?: string | undefined;
  readonly group?: string | undefined;
  readonly namespace?: string | undefined;
}

/** What became of a patch at one of the things that it matches. */
export interface Outcome {
  /** The patch's name in the spec. */
  readonly patch: string;
  readonly target: Target;
  readonly changed: boolean;
}

/** What the patches of an environment did to some of what was generated. */
export interface Patched {
  readonly outcomes: readonly Outcome[];
  /** All that patches could have matched. */
  readonly targets: readonly Target[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The patches by name, in the order in which they are applied: that of their names. */
export function patchesOf({ spec }: Environment): readonly (readonly [name: string, patch: Patch])[] {
  return Object.entries(spec.patches).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Rendered spec paths of the fields that a patch changes. */
export function readsOf(name: string, patch: Patch): readonly string[] {
  const key = patch.merge ? "merge" : "json";
  const below = (value: unknown, path: Path): string[] => {
    if (typeof value !== "object" || value === null) return [renderPath(path)];
    const entries = Object.entries(value).map(([step, item]) => [Array.isArray(value) ? Number(step) : step, item]);
    return [renderPath(path), ...entries.flatMap(([step, item]) => below(item, [...path, step as string | number]))];
  };
  return below(patch[key], ["patches", name, key]);
}

/** Applies a patch to one target and compares the result with the original; undefined if the patch cannot be applied. */
export function attempt<Value>(
  environment: Environment,
  [name, patch]: readonly [string, Patch],
  what: string,
  { change, violations }: { readonly change: () => Value; readonly violations: (after: Value) => readonly Violation[] },
): { readonly after?: Value; readonly diagnostics: readonly Diagnostic[] } {
  const key = patch.merge ? "merge" : "json";
  try {
    const after = change();
    const found = violations(after).filter(({ page }) => patch.reason === undefined || !withReason.has(page.code));
    const diagnostics = found.map(({ page, field, message, hint }) => {
      const path = ["patches", name, key, ...placeIn(patch, field)];
      return report(page, `${what}: ${message}`, {
        hint: hint ?? page.instead,
        environment: environment.name,
        path: renderPath(path),
        position: environment.place(path),
        ...(page === patchPages.holdsSecret && { sensitive: true }),
      });
    });
    return { after, diagnostics };
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    const path = ["patches", name, key, ...error.at];
    const details = { environment: environment.name, path: renderPath(path), position: environment.place(path) };
    return { diagnostics: [report(error.page, `${what}: ${error.message}`, { ...details, hint: error.hint })] };
  }
}

/** Problems that a patch with a reason may cause. */
const withReason: ReadonlySet<string> = new Set([patchPages.undoesGuarantee.code, patchPages.fixedField.code]);

/** The part of a patch that decides a field: the longest path in `merge` that leads to the field, or its operation. */
function placeIn({ merge, json = [] }: Patch, field: Path): Path {
  if (merge) {
    const depth = field.findIndex((_, index) => !reaches(merge, field.slice(0, index + 1)));
    return depth < 0 ? field : field.slice(0, depth);
  }
  const pointer = `/${field.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
  const within = (a: string, b: string) => a === b || a.startsWith(`${b}/`);
  const index = json.findLastIndex(({ path }) => within(pointer, path) || within(path, pointer));
  return index < 0 ? [] : [index];
}

/** Whether a patch has a value at a path. The index of an item is the object's, not the patch's, unless both have one item. */
function reaches(merge: unknown, path: Path): boolean {
  const holder = valueAt(merge, path.slice(0, -1));
  const step = path.at(-1);
  if (Array.isArray(holder)) return step === 0 && holder.length === 1;
  return isFields(holder) && Object.hasOwn(holder, String(step));
}
