import { type Path, renderPath } from "../diagnostics/path.js";

/** An entry of a platform's version table. */
export interface VersionEntry {
  /** Its path in the table. */
  readonly path: string;
  readonly value: string;
}

/**
 * Entries of a version table that stand in a generated value as whole words: of those in one map, as an image's repository and its
 * tag, only where no other map has more of them. Shorter words than versions have, and days, are no entries.
 */
export function versionEntries(table: unknown, value: unknown): readonly VersionEntry[] {
  const text = typeof value === "string" ? value : undefined;
  if (text === undefined) return [];
  const maps = mapsOf(table).map((entries) => entries.filter((entry) => stands(entry.value, text)));
  const most = Math.max(0, ...maps.map((entries) => entries.length));
  return most === 0 ? [] : maps.filter((entries) => entries.length === most).flat();
}

/** The texts of every map and list, apart from those of the maps in it. */
function mapsOf(value: unknown, path: Path = []): readonly (readonly VersionEntry[])[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value).map(([key, entry]): [Path, unknown] => [
    [...path, Array.isArray(value) ? Number(key) : key],
    entry,
  ]);
  const own = entries.flatMap(([place, entry]) =>
    typeof entry === "string" ? [{ path: renderPath(place), value: entry }] : [],
  );
  return [own, ...entries.flatMap(([place, entry]) => mapsOf(entry, place))];
}

function stands(entry: string, text: string): boolean {
  if (entry.length < 3 || /^\d{4}-\d{2}-\d{2}$/.test(entry)) return false;
  const start = text.indexOf(entry);
  const isWord = (character: string | undefined) => character !== undefined && /[\w.]/.test(character);
  return start >= 0 && !isWord(text[start - 1]) && !isWord(text[start + entry.length]);
}
