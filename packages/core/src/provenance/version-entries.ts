import { type Path, parsePath, renderPath, valueAt } from "../diagnostics/path.js";
import type { Schema } from "../environment/schema-walk.js";
import { namedValues } from "./alternatives.js";

/** An entry of a platform's version table. */
export interface VersionEntry {
  /** Its path in the table. */
  readonly path: string;
  readonly value: string;
}

/** Entries of a version table that stand in a generated value as whole words, by chance or because it was made from them. */
export function entriesIn(table: unknown, value: unknown): readonly VersionEntry[] {
  return typeof value === "string" ? textsOf(table).filter((entry) => stands(entry.value, value)) : [];
}

/**
 * What comes of it while another text stands in the place of an entry. Components read the table that they import, which is this one:
 * it is changed itself, and put right again. Undefined where it cannot be changed.
 */
export function withEntry<Result>(
  table: unknown,
  { path, value }: VersionEntry,
  other: string,
  run: () => Result,
): Result | undefined {
  const place = parsePath(path) ?? [];
  const holder = valueAt(table, place.slice(0, -1)) as Record<string | number, unknown>;
  const key = place.at(-1) ?? "";
  if (Object.getOwnPropertyDescriptor(holder, key)?.writable !== true) return undefined;
  holder[key] = other;
  try {
    return run();
  } finally {
    holder[key] = value;
  }
}

/** Whether a schema takes the words that stand in the place of an entry in a list, as the versions that there are: who writes one chooses the entry. */
export function isChoiceOf(schema: Schema, { path, value }: VersionEntry, table: unknown): boolean {
  const place = parsePath(path) ?? [];
  const index = place.findLastIndex((key) => typeof key === "number");
  if (index < 0) return false;
  const list = valueAt(table, place.slice(0, index)) as readonly unknown[];
  const words = list.map((item) => valueAt(item, place.slice(index + 1)));
  const named = namedValues(schema);
  return named.includes(value) && named.every((word) => words.includes(word));
}

function textsOf(value: unknown, path: Path = []): readonly VersionEntry[] {
  if (typeof value === "string") return [{ path: renderPath(path), value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    textsOf(entry, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function stands(entry: string, text: string): boolean {
  const start = text.indexOf(entry);
  const isWord = (character: string | undefined) => character !== undefined && /[\w.]/.test(character);
  return entry !== "" && start >= 0 && !isWord(text[start - 1]) && !isWord(text[start + entry.length]);
}
