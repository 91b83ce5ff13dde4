import type { Path } from "../diagnostics/path.js";
import type { BaseSpec } from "./base-spec.js";
import type { Environment, Layer, Origin } from "./environment.js";
import { isNull, type LocatedMap, type LocatedNode, nearestKeyPosition, plain, step } from "./located.js";

/** Puts a validated spec together with the tree that it was made from, and freezes it. */
export function resolvedEnvironment(
  tree: LocatedMap,
  spec: unknown,
  { file, layers }: { readonly file: string; readonly layers: readonly Layer[] },
): Environment {
  const frozen = deepFreeze(spec) as Environment["spec"];
  return {
    name: (frozen satisfies BaseSpec).name,
    file,
    spec: frozen,
    layers,
    extra: [],
    inputs: [],
    input: deepFreeze(plain(tree)),
    origin: (path) => originAt(tree, frozen, path),
    place: (path) => {
      const origin = originAt(tree, frozen, path);
      if (origin.kind === "file") return origin.position;
      return nearestKeyPosition(tree, path) ?? { file, line: 1, column: 1 };
    },
  };
}

/**
 * Where a value came from: its own place; where a short form was written that validation unfolded, the place of that; `default` where
 * only validation put it there; else the place of the nearest thing above it.
 */
function originAt(tree: LocatedMap, spec: unknown, path: Path): Origin {
  let node: LocatedNode = tree;
  let value = spec;
  for (const key of path) {
    const unfolded = isShortFor(node, value);
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined;
    const next = step(node, key);
    if (!next || isNull(next)) return value === undefined || unfolded ? node.origin : { kind: "default" };
    node = next;
  }
  return node.origin;
}

/** Whether validation made a map or list of something that was written as neither, or as the other of them. */
function isShortFor({ kind }: LocatedNode, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return kind !== (Array.isArray(value) ? "list" : "map");
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
  return value;
}
