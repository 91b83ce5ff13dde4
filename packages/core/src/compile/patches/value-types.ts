import { type Path, renderPath } from "../../diagnostics/path.js";
import { type FieldFault, fieldFaults, typeOf } from "../../kinds/fields/faults.js";
import type { Manifest } from "../../kinds/manifest.js";
import type { Kinds } from "../../kinds/registry.js";
import { type Fields, isFields } from "../../kinds/fields/plain-data.js";
import { patchPages } from "./pages.js";
import type { Violation } from "./violation.js";

/** Fields of an object that a patch sets and that its kind does not have, or whose type it does not take. */
export function brokenFields(before: Manifest, after: Fields, kinds: Kinds): readonly Violation[] {
  const shape = kinds.shapeOf(before);
  if (!shape) return changedTypes(before, after);
  const render = ({ field, message }: FieldFault) => `${renderPath(field)} ${message}`;
  const known = new Set(fieldFaults(before, shape).map(render));
  return fieldFaults(after, shape)
    .filter((fault) => !known.has(render(fault)))
    .map((fault) => ({ page: patchPages.breaksSchema, ...fault }));
}

/** Fields that have a value of another type than before, where no schema is known. One scalar may become another: `5` and `"5"` are often both taken. */
export function changedTypes(before: unknown, after: unknown, path: Path = []): readonly Violation[] {
  const [was, is] = [typeOf(before), typeOf(after)];
  if (before === undefined || after === undefined || before === null) return [];
  if (was !== is) {
    const isScalar = was !== "map" && was !== "list" && is !== "map" && is !== "list";
    return isScalar ? [] : [violation(path, was, is)];
  }
  if (isFields(before) && isFields(after))
    return Object.keys(after).flatMap((key) => changedTypes(before[key], after[key], [...path, key]));
  if (Array.isArray(before) && Array.isArray(after))
    return after.flatMap((item, index) => changedTypes(modelOf(item, before), item, [...path, index]));
  return [];
}

/** What an item of a list is held against: the item of its name; where items have none, the first. Maps without a name may differ. */
function modelOf(item: unknown, before: readonly unknown[]): unknown {
  const [first] = before;
  if (!isFields(item) || !isFields(first)) return first;
  const { name } = item;
  return name === undefined ? undefined : before.find((other) => isFields(other) && other["name"] === name);
}

function violation(field: Path, was: string, is: string): Violation {
  return {
    page: patchPages.breaksSchema,
    field,
    message: `${String(field.at(-1) ?? "the whole")} takes a ${was}, not a ${is}`,
  };
}
