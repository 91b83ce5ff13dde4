import { z } from "zod";
import { type Path, valueAt } from "../diagnostics/path.js";
import {
  inner,
  definitionOf,
  optionFor,
  optionsOf,
  type Schema,
  schemaAt,
  shapeOf,
} from "../environment/schema-walk.js";
import { alternatives } from "./alternatives.js";
import { type Mutation, replaceAt } from "./mutation.js";
import { samples } from "./samples.js";

/** A place of the spec that may decide over a field, and ways to find out, the likeliest to compile first. */
export interface Candidate {
  readonly path: Path;
  readonly mutations: readonly Mutation[];
}

/** If a map allows more keys than this, only one of its missing keys is tried: a broker's configuration has hundreds. */
const mostKeys = 20;

/**
 * The places that may have decided after a path was read: a leaf itself; the length of a list; the existence of a map, and
 * its missing keys, because a test for a missing key reads the map.
 *
 * @param schema of the whole spec
 */
export function candidates(path: Path, spec: unknown, schema: Schema): readonly Candidate[] {
  const place = schemaAt(schema, path, spec);
  const value = valueAt(spec, path);
  const names = typeof value === "string" ? siblingsOf(value, spec).map((other) => replaceAt(path, other)) : [];
  const own = { path, mutations: [...names.slice(0, 1), ...alternatives(value, path, place)] };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [own];
  const removal = isRemovable(schema, spec, path) ? [replaceAt(path, undefined)] : [];
  const lacking = place ? missing(place, value as Readonly<Record<string, unknown>>, path) : [];
  return [{ path, mutations: [...own.mutations, ...removal] }, ...lacking];
}

/** The other keys of the maps that have a text for a key: where it is a reference, they are what else it could refer to. */
function siblingsOf(name: string, spec: unknown): readonly string[] {
  if (typeof spec !== "object" || spec === null) return [];
  const keys = !Array.isArray(spec) && Object.hasOwn(spec, name) ? Object.keys(spec).filter((key) => key !== name) : [];
  return [...keys, ...Object.values(spec).flatMap((entry) => siblingsOf(name, entry))];
}

/** Whether a spec is valid without the value at a path: an entry of a map, or an optional value. */
function isRemovable(schema: Schema, spec: unknown, path: Path): boolean {
  const holder = path.length > 0 ? schemaAt(schema, path.slice(0, -1), spec) : undefined;
  if (!holder) return false;
  if (definitionOf(holder).type === "record") return true;
  const place = schemaAt(schema, path, spec);
  const without = place && z.safeParse(place, undefined);
  return without?.success === true && without.data === undefined;
}

/** What a map might have besides. */
function missing(place: Schema, value: Readonly<Record<string, unknown>>, path: Path): readonly Candidate[] {
  const schema = optionsOf(place) ? optionFor(place, value) : inner(place);
  const kind = schema && definitionOf(schema);
  if (kind?.type === "record") {
    const entries = samples(schema as Schema) as readonly Readonly<Record<string, unknown>>[];
    return entries.slice(0, 1).map((entry) => ({ path, mutations: [replaceAt(path, { ...entry, ...value })] }));
  }
  const absent = Object.entries((schema && shapeOf(schema)) ?? {}).filter(([key]) => value[key] === undefined);
  if (absent.length > mostKeys) {
    const [some] = absent.flatMap(([key, part]) =>
      samples(part)
        .slice(0, 1)
        .map((sample) => [key, sample] as const),
    );
    return some ? [{ path, mutations: [replaceAt([...path, some[0]], some[1])] }] : [];
  }
  return absent.map(([key, part]) => ({
    path: [...path, key],
    mutations: samples(part).map((sample) => replaceAt([...path, key], sample)),
  }));
}
