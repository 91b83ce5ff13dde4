import { terraformVersions } from "../compile/terraform/versions.js";
import type { Platform } from "../component/platform.js";
import type { ReadVersions, VersionTable } from "../component/version-table.js";
import { type Path, parsePath, renderPath, valueAt } from "../diagnostics/path.js";
import type { Schema } from "../environment/schema-walk.js";
import { namedValues } from "./alternatives.js";
import { replaceAt } from "./mutation.js";

/** An entry of a version table. */
export interface VersionEntry {
  /** Its path in the table. */
  readonly path: string;
  readonly value: string;
}

/** The tables that core and the components of a platform read. */
export function tablesOf({ components }: Pick<Platform, "components">): ReadonlySet<VersionTable> {
  const uses = components.flatMap((component) => Object.values(component.uses));
  return new Set([terraformVersions, ...uses.filter((use) => use.kind === "versions")]);
}

/** Entries of a version table that a generated value contains as whole words, by chance or because it was made from them. */
export function entriesIn({ entries }: VersionTable, value: unknown): readonly VersionEntry[] {
  return typeof value === "string" ? textsOf(entries).filter((entry) => stands(entry.value, value)) : [];
}

/** Every table as it is, except that one entry has another text. */
export function withEntry(table: VersionTable, { path }: VersionEntry, other: string): ReadVersions {
  const changed = replaceAt(parsePath(path) ?? [], other)(table.entries);
  return <Entries>(read: VersionTable<Entries>) => (read === table ? (changed as Entries) : read.entries);
}

/** Whether a schema accepts the table's versions as values, so that the spec chooses the entry. */
export function isChoiceOf(schema: Schema, { path, value }: VersionEntry, { entries }: VersionTable): boolean {
  const place = parsePath(path) ?? [];
  const index = place.findLastIndex((key) => typeof key === "number");
  if (index < 0) return false;
  const list = valueAt(entries, place.slice(0, index)) as readonly unknown[];
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
