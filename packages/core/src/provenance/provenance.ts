import { isDeepStrictEqual } from "node:util";
import type { Artifact } from "../compile/artifact.js";
import { compile } from "../compile/compile.js";
import type { Platform } from "../component/platform.js";
import { assemble } from "../component/system.js";
import { deliver } from "../delivery/deliver.js";
import { type Path, parsePath, renderPath } from "../diagnostics/path.js";
import type { Environment, Origin } from "../environment/environment.js";
import { alternatives, type Mutation } from "./alternatives.js";
import { parseArtifact, pointersOf, resolvePointer } from "./pointer.js";

/** What a generated value was made from. */
export interface Provenance {
  /** Unit that the file belongs to. */
  readonly unit: string;
  readonly value: unknown;
  /** Places of the spec that change the value when they change, each with where it was written. Empty: the component's own constant. */
  readonly origins: readonly { readonly path: string; readonly value: unknown; readonly origin: Origin }[];
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
  const artifacts = render(environment, platform) ?? [];
  const artifact = artifacts.find(({ path }) => path === file);
  if (!artifact) return { missing: "file", candidates: artifacts.map(({ path }) => path) };
  const value = valueIn(artifact, pointer);
  if (value === undefined)
    return { missing: "field", candidates: pointersOf(parseArtifact(artifact.path, artifact.content)) };

  const paths = artifact.unit === "environment" ? leaves(environment.spec) : artifact.reads;
  const origins = paths.flatMap((text) => {
    const path = parsePath(text) ?? [];
    if (!changes(environment, platform, path, file, pointer, value)) return [];
    return [{ path: text, value: valueAt(environment.spec, path), origin: environment.origin(path) }];
  });
  return { unit: artifact.unit, value, origins: withoutContainers(origins) };
}

/** Whether any change at the path changes the field, or makes it vanish. */
function changes(
  environment: Environment,
  platform: Platform,
  path: Path,
  file: string,
  pointer: string,
  value: unknown,
): boolean {
  for (const mutate of alternatives(environment.spec, path)) {
    const artifacts = attempt(environment, platform, mutate);
    if (!artifacts) continue;
    const other = artifacts.find((candidate) => candidate.path === file);
    return !other || !isDeepStrictEqual(valueIn(other, pointer), value);
  }
  return false;
}

function attempt(environment: Environment, platform: Platform, mutate: Mutation): readonly Artifact[] | undefined {
  try {
    return render({ ...environment, spec: mutate(environment.spec) as Environment["spec"] }, platform);
  } catch {
    return undefined; // a component does not take this value; another one is tried
  }
}

function render(environment: Environment, platform: Platform): readonly Artifact[] | undefined {
  const { system } = assemble(environment, platform);
  const { plan } = system ? compile(system) : {};
  return plan ? [...plan.units.flatMap((unit) => unit.artifacts), ...deliver(plan)] : undefined;
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

function leaves(value: unknown, path: Path = []): string[] {
  if (typeof value !== "object" || value === null) return [renderPath(path)];
  return Object.entries(value).flatMap(([key, entry]) =>
    leaves(entry, [...path, Array.isArray(value) ? Number(key) : key]),
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
