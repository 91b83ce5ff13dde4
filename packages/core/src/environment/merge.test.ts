import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenScalar, type LocatedMap, type LocatedNode, locate, nodeAt, type PlainValue, plain } from "./located.js";
import { merge, mergeLayers } from "./merge.js";

const { value } = fc.letrec<{ value: PlainValue; map: PlainValue }>((tie) => ({
  map: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.integer(),
    fc.constant(13),
    fc.array(fc.integer(), { maxLength: 2 }),
    tie("map"),
  ),
}));
const map = fc.dictionary(fc.constantFrom("a", "b", "c"), value);

function layer(value: unknown, file: string): LocatedMap {
  return damaged(locate(value, { kind: "file", position: { file, line: 1, column: 1 } })) as LocatedMap;
}

/** In the place of 13 stands something that could not be read, and a map with 13 for `a` misses keys. */
function damaged(node: LocatedNode): LocatedNode {
  if (node.kind === "scalar") return node.value === 13 ? brokenScalar(node.origin) : node;
  if (node.kind === "list") return node;
  const first = node.entries.get("a")?.node;
  const entries = [...node.entries].map(([key, entry]) => [key, { ...entry, node: damaged(entry.node) }] as const);
  return { ...node, entries: new Map(entries), incomplete: first?.kind === "scalar" && first.value === 13 };
}

/** All of a tree, in the order of its keys. */
function seen(node: LocatedNode): unknown {
  if (node.kind !== "map") return node;
  return { ...node, entries: [...node.entries].map(([key, entry]) => [key, entry.key, seen(entry.node)]) };
}

describe("layering", () => {
  it("is associative: values, origins, marks and the order of keys", () => {
    fc.assert(
      fc.property(map, map, map, (a, b, c) => {
        const [x, y, z] = [layer(a, "a"), layer(b, "b"), layer(c, "c")];
        expect(seen(merge(x, merge(y, z)))).toEqual(seen(merge(merge(x, y), z)));
      }),
      { numRuns: 2000 },
    );
  });

  it("changes nothing when a layer is empty, or laid over itself", () => {
    fc.assert(
      fc.property(map, (a) => {
        const empty = layer({}, "a");
        expect(seen(merge(empty, layer(a, "a")))).toEqual(seen(layer(a, "a")));
        expect(plain(mergeLayers(layer(a, "a"), layer(a, "b")))).toEqual(plain(layer(a, "a")));
      }),
    );
  });

  it("merges maps by key and replaces lists and scalars", () => {
    const merged = mergeLayers(
      layer({ aws: { region: "eu-central-1", tags: { team: "a" } }, zones: [1, 2] }, "base"),
      layer({ aws: { tags: { cost: "b" } }, zones: [3] }, "file"),
    );
    expect(plain(merged)).toEqual({ aws: { region: "eu-central-1", tags: { team: "a", cost: "b" } }, zones: [3] });
  });

  it("takes an inherited entry away with null, and leaves no null behind", () => {
    const base = layer({ topics: { orders: { partitions: 6 }, payments: { partitions: 3 } } }, "base");
    expect(plain(mergeLayers(base, layer({ topics: { orders: null, ghost: null } }, "file")))).toEqual({
      topics: { payments: { partitions: 3 } },
    });
  });

  it("begins anew where an entry was taken away in between", () => {
    const layers = [
      layer({ orders: { config: { a: 1 } } }, "a"),
      layer({ orders: null }, "b"),
      layer({ orders: { partitions: 2 } }, "c"),
    ] as const;
    expect(plain(mergeLayers(...layers))).toEqual({ orders: { partitions: 2 } });
  });

  it("keeps for each value the layer that set it", () => {
    const merged = mergeLayers(
      layer({ aws: { region: "a", account: "b" } }, "base"),
      layer({ aws: { region: "c" } }, "file"),
    );
    expect(nodeAt(merged, ["aws", "region"])?.origin).toMatchObject({ position: { file: "file" } });
    expect(nodeAt(merged, ["aws", "account"])?.origin).toMatchObject({ position: { file: "base" } });
  });
});
