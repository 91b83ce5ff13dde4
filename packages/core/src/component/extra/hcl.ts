/** A block at the top of a Terraform file, whichever syntax it is written in. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly text: string;
  /** Offset in the file. */
  readonly at: number;
}

/**
 * The top-level blocks of a Terraform file. It skips comments, texts and heredocs, so that their content does not count as a block, and reads
 * nothing else of the language.
 *
 * @throws Error if a brace is not closed
 */
export function topBlocks(text: string): readonly Block[] {
  const code = withoutTexts(text);
  const blocks: Block[] = [];
  const begin = /([A-Za-z_][\w-]*)((?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*)[ \t]*\{/g;
  for (let match = begin.exec(code); match; match = begin.exec(code)) {
    const end = closing(code, begin.lastIndex - 1);
    const head = text.slice(match.index + (match[1]?.length ?? 0), begin.lastIndex - 1);
    const labels = [...head.matchAll(/"([^"\n]*)"|([A-Za-z_][\w-]*)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    blocks.push({ type: match[1] ?? "", labels, text: text.slice(begin.lastIndex, end), at: match.index });
    begin.lastIndex = end + 1;
  }
  return blocks;
}

function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === "{") depth++;
    if (code[at] === "}" && --depth === 0) return at;
  }
  throw new Error("a brace is not closed");
}

/** The file with blanks in place of comments, quoted texts and heredocs. */
function withoutTexts(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, " ");
  const parts =
    /(\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*)|<<-?([A-Za-z_][\w-]*)[ \t]*\n[\s\S]*?\n[ \t]*\2(?![\w-])|"((?:\\.|\$\{(?:[^{}"]|"(?:\\.|[^"\\\n])*"|\{[^{}]*\})*\}|[^"\\\n])*)"/g;
  return text.replace(parts, (whole, comment?: string, heredoc?: string) =>
    comment !== undefined || heredoc !== undefined ? blank(whole) : `"${blank(whole.slice(1, -1))}"`,
  );
}
