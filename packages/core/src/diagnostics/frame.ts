import type { Position } from "./diagnostic.js";
import { cells, printable } from "./printable.js";

/** A printable line of source, and the position of its marked part in terminal cells. */
export interface Frame {
  readonly line: string;
  readonly indent: number;
  readonly length: number;
}

const tabWidth = 4;
/** UTF-16 code units of a long line that are shown before and from the position on. */
const before = 80;
const after = 120;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The line that a position is in, with the cells to underline; undefined where the file has no such line. A range over several lines is marked to the end of its first. */
export function frame(lines: readonly string[], position: Position): Frame | undefined {
  const source = lines[position.line - 1]?.replace(/\r$/, "");
  if (source === undefined) return undefined;

  const start = Math.min(position.column - 1, source.length);
  const sameLine = position.endLine === undefined || position.endLine === position.line;
  const end = sameLine ? Math.min(position.endColumn ?? position.column, source.length + 1) - 1 : source.length;
  const from = Math.max(0, start - before);
  const to = Math.min(source.length, start + after);

  let line = from > 0 ? "…" : "";
  let width = line.length;
  let indent: number | undefined;
  let length = 0;
  for (const { segment, index } of graphemes.segment(source.slice(from, to))) {
    const size = segment === "\t" ? tabWidth - (width % tabWidth) : cells(segment);
    const offset = from + index;
    if (offset + segment.length > start) {
      indent ??= width;
      if (offset < end) length += size;
    }
    line += segment === "\t" ? " ".repeat(size) : printable(segment);
    width += size;
  }
  if (to < source.length) line += "…";
  return { line, indent: indent ?? width, length: Math.max(1, length) };
}
