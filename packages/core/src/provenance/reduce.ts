import { isDeepStrictEqual } from "node:util";
import type { Platform } from "../component/platform.js";
import { type Path, valueAt } from "../diagnostics/path.js";
import type { Environment } from "../environment/environment.js";
import { inner, definitionOf, type Schema, schemaAt } from "../environment/schema-walk.js";
import type { Candidate } from "./candidates.js";
import { type Field, fieldAt, valueIn } from "./field.js";
import { type Mutation, replaceAt } from "./mutation.js";
import { type Trials, trialsOf, unchanged } from "./trials.js";

/** A map of names with more entries is large: to try each of them would take minutes. */
const many = 16;

/** Number of groups of a large map before it counts as one place. If one entry decides a field, all other groups can be removed. */
const mostGroups = 8;

/** Maps of names with many entries, such as topics, from the outermost. */
export function largeMaps(spec: unknown, schema: Schema, path: Path = []): readonly Path[] {
  const value = valueAt(spec, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const keys = Object.keys(value);
  const place = schemaAt(schema, path, spec);
  if (keys.length > many && place && definitionOf(inner(place)).type === "record") return [path];
  return keys.flatMap((key) => largeMaps(spec, schema, [...path, key]));
}

/** A large map as one place: the field follows it where it is another one with half of the entries. */
export function halves(path: Path, spec: unknown): Candidate {
  const keys = Object.keys(valueAt(spec, path) as object);
  const middle = Math.ceil(keys.length / 2);
  return { path, mutations: [keys.slice(0, middle), keys.slice(middle)].map((half) => without(path, half)) };
}

/** What is reduced. */
export interface ReduceParts {
  readonly environment: Environment;
  readonly platform: Platform;
  /** See `largeMaps`. */
  readonly maps: readonly Path[];
  readonly file: string;
  readonly pointer: string;
}

/**
 * A smaller environment in which a field is the same: large maps without the entries that it does not follow. Those that it follows in
 * many entries are `whole`.
 */
export function reduce({ environment, platform, maps, file, pointer }: ReduceParts): {
  readonly environment: Environment;
  readonly whole: readonly Path[];
} {
  const trials = trialsOf(environment, platform);
  const field = fieldAt(trials.of(unchanged, undefined)?.artifacts ?? [], file, pointer);
  if (!field) return { environment, whole: [] };
  const part = partThatMakes(field, trials, platform);
  let { spec } = environment;
  const isSame = (mutated: Environment["spec"]): boolean => {
    const trial = trialsOf({ ...environment, spec: mutated }, platform).of(unchanged, part);
    const now = trial && fieldAt(trial.artifacts, file, pointer);
    return now !== undefined && isDeepStrictEqual(now.value, field.value);
  };
  for (const map of maps) {
    let groups: readonly (readonly string[])[] = [Object.keys(valueAt(spec, map) as object)];
    while (groups.length > 0 && groups.length <= mostGroups) {
      const needed = groups.filter((group) => {
        const smaller = without(map, group)(spec) as Environment["spec"];
        if (!isSame(smaller)) return true;
        spec = smaller;
        return false;
      });
      groups = needed.flatMap(halved);
    }
  }
  const whole = maps.filter((map) => Object.keys((valueAt(spec, map) ?? {}) as object).length > many);
  return { environment: { ...environment, spec }, whole };
}

/** Compiling a part of the environment takes a fraction of the time. A parameter is made only where the component is that reads it. */
export function partThatMakes(
  { artifact, pointer, value }: Field,
  trials: Trials,
  { components }: Platform,
): string | undefined {
  const component = artifact.unit.split("/")[1];
  if (component === undefined) return undefined;
  return [component, ...components.map(({ name }) => name)].find((part) => {
    const alone = trials.of(unchanged, part)?.artifacts.find(({ path }) => path === artifact.path);
    return alone && isDeepStrictEqual(valueIn(alone, pointer), value);
  });
}

/** Takes entries of a map away. */
function without(path: Path, keys: readonly string[]): Mutation {
  const gone = new Set(keys);
  return (spec) => {
    const kept = Object.entries(valueAt(spec, path) as object).filter(([key]) => !gone.has(key));
    return replaceAt(path, Object.fromEntries(kept))(spec);
  };
}

/** Two halves of a group; none of a single entry, which is not divided any more. */
function halved(group: readonly string[]): readonly (readonly string[])[] {
  const middle = Math.ceil(group.length / 2);
  return group.length < 2 ? [] : [group.slice(0, middle), group.slice(middle)];
}
