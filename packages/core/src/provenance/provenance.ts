import { isDeepStrictEqual } from "node:util";
import type { Artifact } from "../compile/artifact.js";
import type { Platform } from "../component/platform.js";
import { pathsOf } from "../component/reads.js";
import { isWithin, type Path, parsePath, renderPath, valueAt } from "../diagnostics/path.js";
import type { Environment, Origin } from "../environment/environment.js";
import { schemaAt } from "../environment/schema-walk.js";
import { wordsLike } from "./alternatives.js";
import { type Candidate, candidates } from "./candidates.js";
import { type Field, fieldAt, parsed, valueIn } from "./field.js";
import type { Mutation } from "./mutation.js";
import { type OutputReference, outputsIn } from "./outputs.js";
import { pointersOf } from "./pointer.js";
import { halves, largeMaps, partThatMakes, reduce } from "./reduce.js";
import { type Trial, trialsOf, unchanged } from "./trials.js";
import { entriesIn, isChoiceOf, tablesOf, type VersionEntry, withEntry } from "./version-entries.js";

/** A place of the spec that changes a value when it changes. */
export interface ValueOrigin {
  readonly path: string;
  /** Undefined if the place has no value: a value there would change the field. */
  readonly value: unknown;
  /** Where it was written, or the nearest thing above it. */
  readonly origin: Origin;
}

/** What a generated value was made from. */
export interface Provenance {
  /** Unit that the file belongs to. */
  readonly unit: string;
  readonly value: unknown;
  /** Places that change the value. Empty for a constant of the component, or if only outputs decide. */
  readonly origins: readonly ValueOrigin[];
  /** Places that decide only whether it is there at all. */
  readonly conditions: readonly ValueOrigin[];
  /** Outputs of other units in the value, with the places that decide them. */
  readonly outputs: readonly (OutputReference & { readonly origins: readonly ValueOrigin[] })[];
  /** Entries of version tables that give it another value, or that the spec chose by name. */
  readonly versions: readonly VersionEntry[];
}

/** Why there is no answer, with what may have been meant. */
export interface NoProvenance {
  readonly missing: "file" | "field";
  readonly candidates: readonly string[];
}

/** Number of other values to try at a place before it counts as irrelevant. */
const enough = 2;

/**
 * Finds the origins of a field of a generated file by experiment. It changes each place of the spec that the file's unit read,
 * compiles the environment again in memory, and compares the field: a place that changes the field is an origin. So the answer holds
 * for every field of every component, and cannot disagree with the code.
 *
 * @param file path below `generated/<environment>/`
 * @param pointer JSON pointer (RFC 6901) into it; empty for the whole file
 */
export function provenance(
  environment: Environment,
  platform: Platform,
  file: string,
  pointer: string,
): Provenance | NoProvenance {
  return tracer(environment, platform)(file, pointer);
}

/** Answers as `provenance` does, for many fields: what was compiled for one serves the others. */
export function tracer(
  environment: Environment,
  platform: Platform,
): (file: string, pointer: string) => Provenance | NoProvenance {
  const maps = largeMaps(environment.spec, platform.schema);
  const trace = tracerWithin(environment, platform, []);
  if (maps.length === 0) return trace;
  return (file, pointer) => {
    const { environment: smaller, whole } = reduce({ environment, platform, maps, file, pointer });
    return tracerWithin(smaller, platform, whole)(file, pointer);
  };
}

/** @param whole maps with many entries, treated as one place */
function tracerWithin(
  environment: Environment,
  platform: Platform,
  whole: readonly Path[],
): (file: string, pointer: string) => Provenance | NoProvenance {
  const trials = trialsOf(environment, platform);
  const places = new Map<string, readonly Candidate[]>();
  const maps = whole.map((map) => ({ map, candidates: [halves(map, environment.spec)] }));
  const placesOf = (read: string): readonly Candidate[] => {
    const path = parsePath(read) ?? [];
    const found =
      places.get(read) ??
      maps.find(({ map }) => isWithin(path, map))?.candidates ??
      candidates(path, environment.spec, platform.schema);
    places.set(read, found);
    return found;
  };

  /** The effect of a change at the place on the field. Values that the components refuse do not count. */
  const effectOf = (field: Field, part: string | undefined, { path, mutations }: Candidate): Effect => {
    let [effect, tried]: [Effect, number] = ["none", 0];
    for (const mutation of mutations) {
      const trial = trials.of(mutation, part);
      if (!trial) continue;
      const found = compare(field, trial, change(environment.spec, mutation, path));
      if (found === "another value") return found;
      if (found === "gone") effect = found;
      if (++tried === enough) break;
    }
    return effect;
  };

  const decisive = (field: Field): Pick<Provenance, "origins" | "conditions"> => {
    const part = partThatMakes(field, trials, platform);
    const [another, gone] = [new Map<string, ValueOrigin>(), new Map<string, ValueOrigin>()];
    for (const candidate of new Set(placesRead(field.artifact, platform).flatMap(placesOf))) {
      const effect = effectOf(field, part, candidate);
      if (effect === "none") continue;
      const path = renderPath(candidate.path);
      const [value, origin] = [valueAt(environment.spec, candidate.path), environment.origin(candidate.path)];
      (effect === "gone" ? gone : another).set(path, { path, value, origin });
    }
    const [origins, conditions] = [[...another.values()], [...gone.values()].filter(({ path }) => !another.has(path))];
    return {
      origins: withoutContainers(origins, origins),
      conditions: withoutContainers(conditions, [...origins, ...conditions]),
    };
  };

  /** The tables' entries are tried as the places of the spec are: only those that stand in the value, for it is made of their texts. */
  const versionsOf = (field: Field, origins: readonly ValueOrigin[]): readonly VersionEntry[] =>
    [...tablesOf(platform)].flatMap((table) => {
      const entries = entriesIn(table, field.value);
      if (entries.length === 0) return [];
      const part = partThatMakes(field, trials, platform);
      const decides = (entry: VersionEntry, other: string): boolean => {
        const rename = (text: string) => text.replaceAll(entry.value, other);
        const trial = trials.withVersions(withEntry(table, entry, other), part);
        return trial !== undefined && compare(field, trial, { removesComponent: false, rename }) !== "none";
      };
      const isChosen = (entry: VersionEntry): boolean =>
        origins.some(({ path, value }) => {
          const schema = value === entry.value && schemaAt(platform.schema, parsePath(path) ?? [], environment.spec);
          return schema ? isChoiceOf(schema, entry, table) : false;
        });
      return entries.filter(
        (entry) => isChosen(entry) || wordsLike(entry.value).some((other) => decides(entry, other)),
      );
    });

  const trace = (file: string, pointer: string): Provenance | NoProvenance => {
    const all = trials.of(unchanged, undefined);
    const field = all && fieldAt(all.artifacts, file, pointer);
    if (!all || !field) return { missing: "file", candidates: all?.artifacts.map(({ path }) => path) ?? [] };
    const { artifact, value } = field;
    if (value === undefined) return { missing: "field", candidates: pointersOf(parsed(artifact)) };
    const outputs = outputsIn(value, all.plan, artifact.unit).map((reference) => {
      const place = fieldAt(all.artifacts, `${reference.unit}/main.tf.json`, `/output/${reference.output}/value`);
      return { ...reference, origins: place ? decisive(place).origins : [] };
    });
    const found = decisive(field);
    // A whole file holds many texts of the table, and each of them would be tried.
    const versions = pointer === "" ? [] : versionsOf(field, found.origins);
    return { unit: artifact.unit, value, ...found, outputs, versions };
  };
  return trace;
}

/** Paths that a file's unit read, and with them the keys of the components that they lie in, its own among them. */
function placesRead({ unit, reads }: Artifact, { components }: Platform): readonly string[] {
  const own = components.find(({ name }) => name === unit.split("/")[1])?.key;
  const paths = pathsOf(reads);
  const keys = paths.map((read) => String(parsePath(read)?.[0] ?? ""));
  return [...new Set([...(own === undefined ? [] : [own]), ...keys, ...paths])].filter((path) => path !== "");
}

/** What a mutation did. */
interface Change {
  /** Whether the change removed a whole component, so that missing files say nothing. */
  readonly removesComponent: boolean;
  /** Writes the name of a file, or a pointer, as it is with the text that changed. */
  readonly rename: (text: string) => string;
}

function change(spec: unknown, mutation: Mutation, path: Path): Change {
  const [before, after] = [valueAt(spec, path), valueAt(mutation(spec), path)];
  return {
    removesComponent: path.length === 1 && after === undefined,
    rename: (text) =>
      typeof before === "string" && before !== "" && typeof after === "string" ? text.replaceAll(before, after) : text,
  };
}

/** What became of a field. */
type Effect = "none" | "another value" | "gone";

/** Files and keys that are named after what changed are the same to a reader. */
function compare(field: Field, { artifacts }: Trial, { removesComponent, rename }: Change): Effect {
  const { artifact, pointer, value } = field;
  const find = (name: string) => artifacts.find(({ path }) => path === name);
  const same = find(artifact.path) ?? find(rename(artifact.path));
  if (!same) return removesComponent ? "none" : "gone";
  const other = valueIn(same, pointer) ?? valueIn(same, rename(pointer));
  if (other === undefined) return "gone";
  return isDeepStrictEqual(other, value) ? "none" : "another value";
}

/** Drops a map if one of its entries is listed. */
function withoutContainers(origins: readonly ValueOrigin[], named: readonly ValueOrigin[]): readonly ValueOrigin[] {
  return origins.filter(
    ({ path }) =>
      !named.some(
        (other) => other.path !== path && (other.path.startsWith(`${path}.`) || other.path.startsWith(`${path}[`)),
      ),
  );
}
