import { isUtf8 } from "node:buffer";

/** C0 and C1 controls but tab, line feed, carriage return and next line; U+FFFE and U+FFFF; halves of surrogate pairs. */
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF\p{Cs}]/u;

/** The first character that no spec may hold: its offset, and its name as `U+0007`. */
export function forbiddenCharacter(text: string): { readonly index: number; readonly name: string } | undefined {
  const match = forbidden.exec(text);
  if (!match) return undefined;
  return { index: match.index, name: `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}` };
}

/** Line and column, from 1, of an offset in a text. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Decodes UTF-8 without its byte order mark, or returns the position of the first invalid byte. */
export function decodeUtf8(
  bytes: Uint8Array,
): { readonly text: string } | { readonly line: number; readonly column: number } {
  if (isUtf8(bytes)) return { text: new TextDecoder("utf-8").decode(bytes) };
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let readable = "";
  try {
    for (let index = 0; index < bytes.length; index++)
      readable += decoder.decode(bytes.subarray(index, index + 1), { stream: true });
  } catch {
    // The place is where the readable part ends.
  }
  return lineAndColumn(readable, readable.length);
}
