import { isDeepStrictEqual } from "node:util";
import type { Artifact } from "../compile/artifact.js";
import { compile } from "../compile/compile.js";
import type { Platform } from "../component/platform.js";
import { assemble } from "../component/system.js";
import { deliver } from "../delivery/deliver.js";
import { type Path, parsePath } from "../diagnostics/path.js";
import type { Environment, Origin } from "../environment/environment.js";
import { alternatives, type Mutation } from "./alternatives.js";
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
  const artifacts = render(environment, platform) ?? [];
  const artifact = artifacts.find(({ path }) => path === file);
  if (!artifact) return { missing: "file", candidates: artifacts.map(({ path }) => path) };
  const value = valueIn(artifact, pointer);
  if (value === undefined)
    return { missing: "field", candidates: pointersOf(parseArtifact(artifact.path, artifact.content)) };

  const question = { environment, platform, artifact, pointer, value };
  const origins = artifact.reads.flatMap((text) => {
    const path = parsePath(text) ?? [];
    if (!changes(question, path)) return [];
    return [{ path: text, value: valueAt(environment.spec, path), origin: environment.origin(path) }];
  });
  const versions = versionEntries(platform.versions, value);
  return { unit: artifact.unit, value, origins: withoutContainers(origins), versions };
}

/** A field whose origin is sought. */
interface Question {
  readonly environment: Environment;
  readonly platform: Platform;
  readonly artifact: Artifact;
  readonly pointer: string;
  readonly value: unknown;
}

/** Alternatives of one place that leave a field as it is, before the place counts as none of its origins. */
const enough = 3;

/** Whether a change at the path changes the field, or makes it vanish. */
function changes({ environment, platform, artifact, pointer, value }: Question, path: Path): boolean {
  let unchanged = 0;
  for (const mutate of alternatives(environment.spec, path, platform.schema)) {
    const artifacts = attempt(environment, platform, artifact, mutate);
    if (!artifacts) continue;
    const other = artifacts.find((candidate) => withoutHash(candidate.path) === withoutHash(artifact.path));
    if (!other || !isDeepStrictEqual(valueIn(other, pointer), value)) return true;
    unchanged += 1;
    if (unchanged === enough) return false;
  }
  return false;
}

/** A file's name without the hash of its content, which what cannot be changed in the cluster has: the same file to a reader. */
function withoutHash(path: string): string {
  return path.replace(/-[0-9a-f]{8,}(?=\.yaml$)/, "");
}

function attempt(
  environment: Environment,
  platform: Platform,
  { unit }: Artifact,
  mutate: Mutation,
): readonly Artifact[] | undefined {
  const other = { ...environment, spec: mutate(environment.spec) as Environment["spec"] };
  try {
    return render(other, platform, unit);
  } catch {
    return undefined; // a component does not take this value; another one is tried
  }
}

/** All files, or those of one unit. */
function render(environment: Environment, platform: Platform, unit?: string): readonly Artifact[] | undefined {
  const { system } = assemble(environment, platform);
  const { plan } = system ? compile(system) : {};
  if (!plan) return undefined;
  if (unit === "environment") return deliver(plan);
  if (unit !== undefined) return plan.units.find(({ id }) => id === unit)?.artifacts ?? [];
  return [...plan.units.flatMap(({ artifacts }) => artifacts), ...deliver(plan)];
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
