import { longestRun } from "../component/code-span.js";

/** A user's text as a line of Markdown in which nothing is markup: no emphasis, link, HTML, table cell, formula or list begins in it. */
export function plain(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const escaped = line
    .replace(/[\\`*[\]<>|~$]|\b_+|_+\b/g, (found) => found.replace(/./g, "\\$&"))
    .replaceAll("&", "&amp;");
  return escaped.replace(/^([#+=-]+)(?=\s|$)/, "\\$1").replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2");
}

/** Lines of a language as a block, whose fence is longer than any within. */
export function block(language: string, lines: readonly string[]): string {
  const content = lines.join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}\n`;
}

/** A table of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

/** A section with its heading; nothing where it has no content. */
export function section(heading: string, ...content: readonly string[]): string {
  const paragraphs = content.filter((paragraph) => paragraph !== "");
  return paragraphs.length === 0
    ? ""
    : `## ${heading}\n\n${paragraphs.map((paragraph) => (paragraph.endsWith("\n") ? paragraph : `${paragraph}\n`)).join("\n")}`;
}
