import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt } from "../diagnostics/path.js";
import { alternatives } from "./alternatives.js";

const spec = { msk: { size: 3, open: false, version: "3.9.1", zones: ["a", "b"], tags: { team: "data" } } };
const at = (path: readonly string[]) =>
  alternatives(valueAt(spec, path), path, undefined).map((mutate) =>
    path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], mutate(spec)),
  );

describe("alternatives", () => {
  it("keep the kind of a value: a number, the opposite, a text of the same look, an entry less or more", () => {
    expect(at(["msk", "size"])).toEqual([4, 6, 2, 13]);
    expect(at(["msk", "open"])).toEqual([true]);
    expect(at(["msk", "version"])[0]).toBe("3.9.2");
    expect(at(["msk", "zones"])).toEqual([["a"], ["a", "b", "a"]]);
  });

  it("change the value they are for, leave the rest, and never touch the spec itself", () => {
    const before = JSON.stringify(spec);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(spec.msk)), (key) => {
        for (const mutate of alternatives(spec.msk[key as keyof typeof spec.msk], ["msk", key], undefined)) {
          const changed = mutate(spec) as { msk: Record<string, unknown> };
          expect(changed.msk[key]).not.toEqual(spec.msk[key as keyof typeof spec.msk]);
          for (const other of Object.keys(spec.msk).filter((name) => name !== key))
            expect(changed.msk[other]).toEqual(spec.msk[other as keyof typeof spec.msk]);
        }
      }),
    );
    expect(JSON.stringify(spec)).toBe(before);
  });
});
