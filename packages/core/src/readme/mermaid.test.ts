import { describe, expect, it } from "vitest";
import { flowchart } from "./mermaid.js";

describe("the diagram", () => {
  const node = (id: string, label: string, group?: string) => ({ id, label, group });

  it("frames groups and joins what different components drew", () => {
    const lines = flowchart([
      { nodes: [node("msk", "MSK", "AWS")], edges: [] },
      { nodes: [node("topics", "Topics")], edges: [{ from: "topics", to: "msk", label: "IAM" }] },
    ]);
    expect(lines).toEqual([
      "flowchart LR",
      '  subgraph g1["AWS"]',
      '    n1["MSK"]',
      "  end",
      '  n2["Topics"]',
      '  n2 -->|"IAM"| n1',
    ]);
  });

  it("cannot be left by a label", () => {
    const [, line] = flowchart([{ nodes: [node("a b", 'x"] --> evil\nclick n1 "javascript:1" <b>')], edges: [] }]);
    expect(line).toBe('  n1["x#34;#93; --#62; evil click n1 #34;javascript:1#34; #60;b#62;"]');
  });

  it("leaves out an edge to what nobody drew", () => {
    expect(flowchart([{ nodes: [node("a", "A")], edges: [{ from: "a", to: "gone" }] }])).toEqual([
      "flowchart LR",
      '  n1["A"]',
    ]);
  });

  it("is nothing where nobody drew anything", () => {
    expect(flowchart([{ nodes: [], edges: [] }])).toEqual([]);
  });
});
