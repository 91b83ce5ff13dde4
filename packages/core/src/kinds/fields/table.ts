import { readFileSync } from "node:fs";
import type { Path } from "../../diagnostics/path.js";
import type { Manifest } from "../manifest.js";

/** What a field takes: a scalar, an object by its place in `types`, or a list or map of these. */
export type FieldType = Scalar | number | readonly ["list" | "map", FieldType];
type Scalar = "text" | "whole number" | "number" | "number or text" | "truth value" | "anything";

/** Fields of kinds, written by `tools/kind-fields.mjs` from their schemas. */
export interface FieldTable {
  readonly types: readonly Readonly<Record<string, FieldType>>[];
  /** The object of each kind, by `<apiVersion>/<kind>`. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** What an object of a kind may hold. */
export interface Shape {
  readonly table: FieldTable;
  readonly type: FieldType;
}

/** Fields of Kubernetes' own kinds, the GitOps engines' and External Secrets'. */
export const ownFields: URL = new URL("./fields.json", import.meta.url);

const read = new Map<string, FieldTable>();

/** Files are read when something is asked for: most runs ask nothing. */
export function tableAt(file: URL): FieldTable {
  const known = read.get(file.href);
  if (known) return known;
  const table = JSON.parse(readFileSync(file, "utf8")) as FieldTable;
  read.set(file.href, table);
  return table;
}

/** The shape of an object's kind; undefined where no table has the kind in this version. */
export function shapeIn(
  files: readonly URL[],
  { apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">,
): Shape | undefined {
  for (const file of files) {
    const table = tableAt(file);
    const type = table.kinds[`${apiVersion}/${kind}`];
    if (type !== undefined) return { table, type };
  }
  return undefined;
}

/** Whether the key at the end of a path is chosen by people: a key of a map, or of what no schema describes. */
export function isFreeKey({ table, type }: Shape, path: Path): boolean {
  let holder: FieldType = type;
  const last = path.findLastIndex((step) => typeof step === "string");
  for (const step of path.slice(0, last)) {
    if (typeof holder === "string") return true;
    holder = typeof holder === "number" ? (table.types[holder]?.[String(step)] ?? "anything") : holder[1];
  }
  return typeof holder !== "number";
}
