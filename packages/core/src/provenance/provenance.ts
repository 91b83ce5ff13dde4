import { isDeepStrictEqual } from "node:util";
import type { Artifact } from "../compile/artifact.js";
import { compile } from "../compile/compile.js";
import type { Platform } from "../component/platform.js";
import { assemble, type System, withSuppliers } from "../component/system.js";
import { deliver } from "../delivery/deliver.js";
import { type Path, parsePath } from "../diagnostics/path.js";
import type { Environment, Origin } from "../environment/environment.js";
import { alternatives, type Mutation, namedAlternatives } from "./alternatives.js";
import { parseArtifact, pointersOf, resolvePointer } from "./pointer.js";
import { type VersionEntry, versionEntries } from "./version-entries.js";

/** What a generated value was made from. */
export interface Provenance {
  /** Unit that the file belongs to. */
  readonly unit: string;
  readonly value: unknown;
  /** Places of the spec that change the value when they change, each with where it was written. Empty: the component's own constant. */
  readonly origins: readonly { readonly path: string; readonly value: unknown; readonly origin: Origin }[];
  /** Entries of the platform's version table that stand in the value. */
  readonly versions: readonly VersionEntry[];
}

/** Why there is no answer, with what may have been meant. */
export interface NoProvenance {
  readonly missing: "file" | "field";
  readonly candidates: readonly string[];
}

/**
 * Finds out what a field of a generated file was made from, by trying: each place of the spec that the file's unit read is changed
 * in turn, the environment is compiled again in memory, and whatever changes the field is an origin. So the answer holds for every
 * field of every component, and cannot disagree with the code.
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
  const { system } = assemble(environment, platform);
  const artifacts = (system && render(system)) ?? [];
  const artifact = artifacts.find(({ path }) => path === file);
  if (!system || !artifact) return { missing: "file", candidates: artifacts.map(({ path }) => path) };
  const value = valueIn(artifact, pointer);
  if (value === undefined)
    return { missing: "field", candidates: pointersOf(parseArtifact(artifact.path, artifact.content)) };

  const field = { environment, platform, artifact, pointer, value };
  const question = { ...field, part: partThatMakes(field, system) };
  const origins = artifact.reads.flatMap((text) => {
    const path = parsePath(text) ?? [];
    if (!isOrigin(question, path)) return [];
    return [{ path: text, value: valueAt(environment.spec, path), origin: environment.origin(path) }];
  });
  const versions = versionEntries(platform.versions, value);
  return { unit: artifact.unit, value, origins: withoutContainers(origins), versions };
}

/** A field whose origins are sought. */
interface Field {
  readonly environment: Environment;
  readonly platform: Platform;
  readonly artifact: Artifact;
  readonly pointer: string;
  readonly value: unknown;
}

interface Question extends Field {
  /** The component that makes the field alone, with those that it uses; undefined where it takes the whole environment. */
  readonly part: string | undefined;
}

/** Compiling a part of the environment takes a fraction of the time. A parameter that another component publishes is not in it. */
function partThatMakes({ artifact, pointer, value }: Field, system: System): string | undefined {
  const component = artifact.unit.split("/")[1];
  if (component === undefined) return undefined;
  const alone = compiled(withSuppliers(system, component))?.find(({ path }) => path === artifact.path);
  return alone && isDeepStrictEqual(valueIn(alone, pointer), value) ? component : undefined;
}

/** Whether a change at the path changes the field. */
function isOrigin(question: Question, path: Path): boolean {
  const { spec } = question.environment;
  const named = namedAlternatives(spec, path, question.platform.schema);
  if (named.length > 0) return named.some((mutate) => changes(question, mutate) === true);
  for (const mutate of alternatives(spec, path)) {
    const answer = changes(question, mutate);
    if (answer !== undefined) return answer;
  }
  return false;
}

/** Whether the field is another one, or gone, after a change; undefined where a component does not take the change. */
function changes({ environment, platform, artifact, pointer, value, part }: Question, mutate: Mutation) {
  try {
    const other = { ...environment, spec: mutate(environment.spec) as Environment["spec"] };
    const { system } = assemble(other, platform);
    if (!system) return undefined;
    const artifacts = part === undefined ? render(system) : compiled(withSuppliers(system, part));
    if (!artifacts) return undefined;
    const same = artifacts.find(({ path }) => withoutHash(path) === withoutHash(artifact.path));
    return !same || !isDeepStrictEqual(valueIn(same, pointer), value);
  } catch {
    return undefined;
  }
}

/** A file's name without the hash of its content, which what cannot be changed in the cluster has: the same file to a reader. */
function withoutHash(path: string): string {
  return path.replace(/-[0-9a-f]{8,}(?=\.yaml$)/, "");
}

function compiled(system: System): readonly Artifact[] | undefined {
  return compile(system).plan?.units.flatMap(({ artifacts }) => artifacts);
}

function render(system: System): readonly Artifact[] | undefined {
  const { plan } = compile(system);
  return plan && [...plan.units.flatMap(({ artifacts }) => artifacts), ...deliver(plan)];
}

function valueIn({ path, content }: Artifact, pointer: string): unknown {
  return pointer === "" || pointer === "/" ? content : resolvePointer(parseArtifact(path, content), pointer);
}

function valueAt(spec: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === "object" && current !== null ? (current as Record<string | number, unknown>)[key] : undefined,
    spec,
  );
}

/** A map of which an entry is named already says nothing more. */
function withoutContainers<Entry extends { readonly path: string }>(entries: readonly Entry[]): Entry[] {
  return entries.filter(
    ({ path }) =>
      !entries.some(
        (other) => other.path !== path && (other.path.startsWith(`${path}.`) || other.path.startsWith(`${path}[`)),
      ),
  );
}
