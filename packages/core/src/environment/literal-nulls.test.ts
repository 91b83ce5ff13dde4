import { describe, expect, it } from "vitest";
import { withLiteralNulls } from "./literal-nulls.js";
import { type LocatedMap, locate, plain } from "./located.js";
import { mergeLayers } from "./merge.js";

const layer = (value: object) => locate(value, { kind: "default" }) as LocatedMap;
const merged = (...[bottom, ...above]: readonly object[]) =>
  plain(withLiteralNulls(mergeLayers(layer(bottom as object), ...above.map(layer))));

describe("null in a patch", () => {
  it("is a value below merge and json", () => {
    const spec = {
      patches: {
        p: { kind: "A", merge: { spec: { replicas: null, list: [null, { a: null }] } } },
        q: { kind: "B", json: [{ op: "add", path: "/x", value: null }] },
      },
    };
    expect(merged(spec)).toEqual(spec);
  });

  it("removes a field where a lower layer sets it", () => {
    const [lower, upper] = [5, null].map((replicas) => ({ patches: { p: { merge: { spec: { replicas } } } } }));
    expect(merged(lower as object, upper as object)).toEqual(upper);
  });

  it("takes away everywhere else: a patch, its merge, a key beside it", () => {
    expect(
      merged(
        { patches: { p: { merge: { a: 1 } }, q: { merge: { a: 1 }, reason: "a reason" } }, owner: "x" },
        { patches: { p: null, q: { merge: null, reason: null } }, owner: null },
      ),
    ).toEqual({ patches: { q: {} } });
  });
});
