import type { Diagram } from "../component/description.js";

/**
 * The picture of all chapters' diagrams as a Mermaid flowchart. Nodes are numbered, since a user's names are no identifiers; labels
 * are quoted, with entity codes (Mermaid's flowchart syntax) for what has a meaning there. An edge to a node that no chapter drew is left out.
 */
export function flowchart(diagrams: readonly Diagram[]): readonly string[] {
  const nodes = [...new Map(diagrams.flatMap((diagram) => diagram.nodes).map((node) => [node.id, node])).values()];
  if (nodes.length === 0) return [];
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const draw = (group: string | undefined) =>
    nodes.filter((node) => node.group === group).map(({ id, label }) => `${ids.get(id)}["${quoted(label)}"]`);
  const groups = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  const edges = diagrams
    .flatMap((diagram) => diagram.edges)
    .flatMap(({ from, to, label }) =>
      ids.has(from) && ids.has(to) ? [`${ids.get(from)} -->${label ? `|"${quoted(label)}"|` : ""} ${ids.get(to)}`] : [],
    );
  return [
    "flowchart LR",
    ...groups.flatMap((group, index) => [
      `  subgraph g${index + 1}["${quoted(group)}"]`,
      ...draw(group).map((line) => `    ${line}`),
      "  end",
    ]),
    ...[...draw(undefined), ...new Set(edges)].map((line) => `  ${line}`),
  ];
}

function quoted(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/["#&;<>`\\[\]{}()|]/g, (character) => `#${character.charCodeAt(0)};`);
}
