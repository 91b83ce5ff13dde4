import type { Path } from "../diagnostics/path.js";
import type { BaseSpec } from "./base-spec.js";
import type { Environment, Layer, Origin } from "./environment.js";
import { isNull, type LocatedMap, type LocatedNode, plain, step } from "./located.js";

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
    input: deepFreeze(plain(tree)),
    origin: (path) => originAt(tree, frozen, path),
  };
}

/** Where a value came from: its own place; `default` where only validation put it there; else the place of the nearest thing above it. */
function originAt(tree: LocatedMap, spec: unknown, path: Path): Origin {
  let node: LocatedNode = tree;
  let value = spec;
  for (const key of path) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined;
    const next = step(node, key);
    if (!next || isNull(next)) return value === undefined ? node.origin : { kind: "default" };
    node = next;
  }
  return node.origin;
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
  return value;
}
