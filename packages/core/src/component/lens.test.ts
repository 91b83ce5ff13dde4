import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { renderPath } from "../diagnostics/path.js";
import { deferred } from "./deferred.js";
import { asItIs, lens } from "./lens.js";

function recorded<Value>(value: Value): { view: Value; reads: Set<string> } {
  const reads = new Set<string>();
  const view = lens(value, (path) => reads.add(renderPath(path)));
  return { view, reads };
}

describe("lens", () => {
  const spec = Object.freeze({ size: 3, tags: Object.freeze({ team: "data" }), zones: Object.freeze(["a", "b"]) });

  it("reports the leaves that are read, the maps that they stand in, and no others", () => {
    const { view, reads } = recorded(spec);
    expect(view.tags.team).toBe("data");
    expect([...reads]).toEqual(["tags", "tags.team"]);
  });

  it("is logged as the value is, also a view of a view, and reports nothing for that", () => {
    const { view, reads } = recorded(spec);
    expect(inspect(lens(view, () => {}))).toBe(inspect(spec));
    expect([...reads]).toEqual([]);
  });

  it("reports a map of which is asked only whether it is there", () => {
    const { view, reads } = recorded(spec);
    expect(view.tags !== undefined).toBe(true);
    expect([...reads]).toEqual(["tags"]);
  });

  it("reports nothing more where one view shows another", () => {
    const { view, reads } = recorded(spec);
    expect(lens(view, () => {}).size).toBe(3);
    expect([...reads]).toEqual(["size"]);
  });

  it("reports a map whose keys are listed", () => {
    const { view, reads } = recorded(spec);
    expect(Object.keys(view.tags)).toEqual(["team"]);
    expect([...reads]).toEqual(["tags"]);
  });

  it("behaves like the value itself: spread, map, JSON, instanceof", () => {
    const { view } = recorded(spec);
    expect({ ...view.tags }).toEqual({ team: "data" });
    expect(view.zones.map((zone) => zone.toUpperCase())).toEqual(["A", "B"]);
    expect([...view.zones, "c"]).toEqual(["a", "b", "c"]);
    expect(view.zones.length).toBe(2);
    expect(Array.isArray(view.zones)).toBe(true);
    expect(JSON.stringify(view)).toBe(JSON.stringify(spec));
    expect("size" in view).toBe(true);
  });

  it("replaces leaves by what the reader is to see", () => {
    const leaf = (value: unknown) => (typeof value === "string" ? value.toUpperCase() : value);
    const view = lens(spec, () => {}, { ...asItIs, leaf });
    expect(view.zones).toEqual(["A", "B"]);
  });

  it("shows a deferred value that an object answers by name only", () => {
    const outputs = new Proxy({}, { get: (_, name) => (name === "arn" ? deferred<string>("msk", "arn") : undefined) });
    const view: { readonly arn?: unknown; readonly url?: unknown } = lens(outputs, () => {}, {
      ...asItIs,
      leaf: () => "shown",
    });
    expect(view.arn).toBe("shown");
    expect(view.url).toBeUndefined();
  });

  it("takes a deferred value for a leaf", () => {
    const value = deferred<string>("msk", "arn");
    const { view } = recorded({ arn: value });
    expect(view.arn).toBe(value);
  });
});
