import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArtifact, pointersOf, resolvePointer } from "./pointer.js";

describe("JSON pointers", () => {
  it("lead back to the leaf that they were made for", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.oneof(fc.integer(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.boolean())),
        ),
        (value) => {
          fc.pre(!Object.hasOwn(value, "")); // `/` alone stands for the whole file here
          for (const pointer of pointersOf(value)) expect(resolvePointer(value, pointer)).not.toBeUndefined();
        },
      ),
    );
  });

  it("take ~1 for a slash and ~0 for a tilde", () => {
    expect(resolvePointer({ "a/b": { "~1": [7] } }, "/a~1b/~01/0")).toBe(7);
  });

  it("lead nowhere for what an object only inherits", () => {
    expect(resolvePointer({}, "/constructor")).toBeUndefined();
  });
});

describe("parseArtifact", () => {
  it("reads JSON and YAML, and no other format", () => {
    expect(parseArtifact("a.tf.json", '{"a":1}')).toEqual({ a: 1 });
    expect(parseArtifact("a.yaml", "a: 1\n")).toEqual({ a: 1 });
    expect(parseArtifact("run.sh", "a=1\n")).toBeUndefined();
  });
});
