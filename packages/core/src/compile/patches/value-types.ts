import type { Path } from "../../diagnostics/path.js";
import { isFields } from "./merge.js";
import { patchPages } from "./pages.js";
import type { Violation } from "./violation.js";

/**
 * Fields that take a number or a text. Source: Kubernetes' OpenAPI 1.35, fields of type IntOrString and Quantity; maps of quantities by
 * the field that holds them.
 */
const numberOrText: ReadonlySet<string> = new Set([
  "averageValue",
  "divisor",
  "maxSurge",
  "maxUnavailable",
  "minAvailable",
  "port",
  "sizeLimit",
  "targetPort",
]);
const quantities: ReadonlySet<string> = new Set([
  "capacity",
  "default",
  "defaultRequest",
  "hard",
  "limits",
  "max",
  "maxLimitRequestRatio",
  "min",
  "overhead",
  "podFixed",
  "requests",
]);

/** Maps all of whose values are text in every kind. */
const textMaps: ReadonlySet<string> = new Set(["annotations", "labels", "matchLabels", "nodeSelector"]);

/** Fields of a Kubernetes object that a patch gives a value of another type than they had, or a type that they cannot have. */
export function otherTypes(before: unknown, after: unknown): readonly Violation[] {
  return [...changedTypes(before, after, isLoose), ...notText(after, before)];
}

/**
 * Fields that have a value of another type than before.
 *
 * @param isFree whether a number may become a text there, and a text a number
 */
export function changedTypes(
  before: unknown,
  after: unknown,
  isFree: (path: Path) => boolean,
  path: Path = [],
): readonly Violation[] {
  const [was, is] = [typeOf(before), typeOf(after)];
  if (before === undefined || after === undefined || before === null) return [];
  if (was !== is) {
    const isScalar = was !== "map" && was !== "list" && is !== "map" && is !== "list";
    return isScalar && isFree(path) ? [] : [violation(path, was, is)];
  }
  if (isFields(before) && isFields(after))
    return Object.keys(after).flatMap((key) => changedTypes(before[key], after[key], isFree, [...path, key]));
  if (Array.isArray(before) && Array.isArray(after))
    return after.flatMap((item, index) => changedTypes(modelOf(item, before), item, isFree, [...path, index]));
  return [];
}

/** What an item of a list is held against: the item of its name; where items have none, the first. Maps without a name may differ. */
function modelOf(item: unknown, before: readonly unknown[]): unknown {
  const [first] = before;
  if (!isFields(item) || !isFields(first)) return first;
  const { name } = item;
  return name === undefined ? undefined : before.find((other) => isFields(other) && other["name"] === name);
}

function isLoose(path: Path): boolean {
  return numberOrText.has(String(path.at(-1))) || quantities.has(String(path.at(-2)));
}

function violation(field: Path, was: string, is: string): Violation {
  return {
    page: patchPages.breaksSchema,
    field,
    message: `${String(field.at(-1) ?? "the whole")} takes a ${was}, not a ${is}`,
  };
}

function notText(after: unknown, before: unknown, path: Path = []): readonly Violation[] {
  if (Array.isArray(after))
    return after.flatMap((item, index) =>
      notText(item, Array.isArray(before) ? before[index] : undefined, [...path, index]),
    );
  if (!isFields(after)) return [];
  return Object.entries(after).flatMap(([key, value]) => {
    const at = [...path, key];
    const old = isFields(before) ? before[key] : undefined;
    const isText = textMaps.has(String(path.at(-1))) || (path.at(-2) === "env" && key === "value");
    if (isText && typeof value !== "string" && old === undefined) return [violation(at, "text", typeOf(value))];
    return notText(value, old, at);
  });
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "map";
  return { string: "text", boolean: "truth value" }[typeof value as string] ?? typeof value;
}
