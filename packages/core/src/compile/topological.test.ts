import { describe, expect, it } from "vitest";
import { topological } from "./topological.js";

describe("topological", () => {
  it("puts every node after those it depends on, equals by name", () => {
    const { order } = topological([
      ["topics", ["msk"]],
      ["msk", ["network"]],
      ["alarms", ["msk"]],
      ["network", []],
    ]);
    expect(order).toEqual(["network", "msk", "alarms", "topics"]);
  });

  it("does not depend on the order in which nodes are given", () => {
    const nodes = [
      ["a", ["c"]],
      ["b", []],
      ["c", ["b"]],
    ] as const;
    expect(topological([...nodes].reverse()).order).toEqual(topological(nodes).order);
  });

  it("names the way round a circle", () => {
    expect(
      topological([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]).circle,
    ).toEqual(["b", "c", "b"]);
  });

  it("passes over what is not listed", () => {
    expect(topological([["a", ["elsewhere"]]]).order).toEqual(["a"]);
  });
});
