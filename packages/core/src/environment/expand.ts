import { Document, isMap, isNode, isScalar, isSeq } from "yaml";
import { type Path, valueAt } from "../diagnostics/path.js";
import { complete } from "./complete.js";
import type { Environment, Origin } from "./environment.js";
import type { PlatformShape } from "./load.js";
import type { PlainValue } from "./located.js";

/**
 * The whole spec as one YAML layer, with all defaults and without inheritance. Loading it gives the same spec. With `origin`, a comment
 * at each value names its origin.
 */
export function expandEnvironment(
  environment: Environment,
  platform: PlatformShape,
  { origin }: { readonly origin: boolean },
): string {
  const whole = complete(platform.schema, environment.input as PlainValue);
  const value = withRemovals(platform.defaults as PlainValue, whole);
  // Strings that YAML 1.1 would read as something else are quoted for tools that still do.
  const document = new Document(value, { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false });
  if (origin) note(document.contents, [], environment);
  return document.toString({ lineWidth: 0 });
}

/**
 * The value at a path as a person writes it, `7d` and not a number of milliseconds; undefined where the spec has none. What only
 * validation made, of a short form for example, is as components see it.
 */
export function writtenValue(environment: Environment, platform: PlatformShape, path: Path): unknown {
  const value = valueAt(environment.spec, path);
  if (value === undefined) return undefined;
  return valueAt(complete(platform.schema, environment.input as PlainValue), path) ?? value;
}

/** Adds null for each key of the platform's defaults that the spec removed, because the defaults are also below the expanded file. */
function withRemovals(defaults: PlainValue, value: PlainValue): PlainValue {
  if (!isRecord(defaults) || !isRecord(value)) return value;
  const kept = Object.entries(value).map(
    ([key, item]) => [key, Object.hasOwn(defaults, key) ? withRemovals(defaults[key] ?? null, item) : item] as const,
  );
  const removed = Object.keys(defaults).filter((key) => defaults[key] !== null && !Object.hasOwn(value, key));
  return Object.fromEntries([...kept, ...removed.map((key) => [key, null] as const)]);
}

function isRecord(value: PlainValue): value is { readonly [key: string]: PlainValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Adds a comment to every value: after a scalar, or above an empty list or map. `holder` is the node that begins the line. */
function note(node: unknown, path: Path, environment: Environment, holder: unknown = node): void {
  if (isMap(node) && node.items.length > 0) {
    for (const { key, value } of node.items)
      note(value, [...path, String(isScalar(key) ? key.value : key)], environment, key);
  } else if (isSeq(node) && node.items.length > 0) {
    for (const [index, item] of node.items.entries()) note(item, [...path, index], environment);
  } else if (path.length === 1 && path[0] === "extends" && environment.layers.length > 1 && isNode(holder)) {
    holder.commentBefore = " the extended layers are merged into this file";
  } else if (isScalar(node)) {
    node.comment = ` ${originInWords(node.value === null ? { kind: "removed" } : environment.origin(path))}`;
  } else if (isNode(holder)) {
    holder.commentBefore = ` ${originInWords(environment.origin(path))}`;
  }
}

function originInWords(origin: Origin | { readonly kind: "removed" }): string {
  switch (origin.kind) {
    case "file":
      return `from ${origin.position.file}:${origin.position.line}`;
    case "platform":
      return `from platform ${origin.platform}`;
    case "default":
      return "default";
    case "removed":
      return "removed from the platform's defaults";
  }
}
