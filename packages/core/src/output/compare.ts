import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artifact } from "../compile/artifact.js";
import { byCodePoint } from "../diagnostics/code-point.js";
import { DiagnosticError } from "../diagnostics/diagnostic.js";
import { manifestName } from "./artifact-paths.js";
import { checkFolder } from "./check-folder.js";
import { asDiagnosticError } from "./disk.js";
import { hasRightMode } from "./file-mode.js";
import { foreignFiles } from "./foreign.js";
import { type TreeManifest, renderTreeManifest } from "./manifest.js";
import { type KnownFiles, readManifest } from "./read-manifest.js";
import { sha256 } from "./sha256.js";
import { type Survey, survey } from "./survey.js";

/**
 * The difference of a file: it is missing; an earlier synth generated its content; no synth wrote its content; it is no longer
 * generated; or it was never generated, and would be applied.
 */
export type DriftKind = "missing" | "changed" | "edited" | "stale" | "foreign";

/** One file that `synth` would create, write or remove, or a foreign one, which it leaves; the path is below the environment's folder. */
export interface Drift {
  readonly path: string;
  readonly kind: DriftKind;
  /** Of a foreign file: the tool that would read it. */
  readonly reader?: string | undefined;
}

/** A tree and the folder to hold against it. */
export interface CompareOptions {
  readonly directory: string;
  readonly artifacts: readonly Artifact[];
  /** The manifest of the artifacts, from `buildManifest`. */
  readonly manifest: TreeManifest;
}

function driftOf(
  { path, executable = false }: Artifact,
  { directory, manifest }: CompareOptions,
  found: Survey,
  known: KnownFiles,
): DriftKind | undefined {
  const kind = found.get(path);
  if (kind === undefined) return "missing";
  if (kind !== "file") return "edited";
  const place = join(directory, path);
  const now = sha256(readFileSync(place));
  if (now === manifest.files[path]?.sha256) return hasRightMode(lstatSync(place), executable) ? undefined : "edited";
  return known.get(path)?.has(now) ? "changed" : "edited";
}

function manifestDrift(directory: string, manifest: TreeManifest): DriftKind | undefined {
  const before = readManifest(directory);
  if (before.state === "absent") return "missing";
  if (before.state !== "read") return "edited";
  return before.text === renderTreeManifest(manifest) ? undefined : "changed";
}

function driftsOf(options: CompareOptions): Drift[] {
  const { directory, artifacts, manifest } = options;
  const obstacles = checkFolder(directory, manifest.environment);
  if (obstacles.length > 0) throw new DiagnosticError(obstacles);
  const { known } = readManifest(directory);
  const wanted = new Set(artifacts.map(({ path }) => path));
  const found = survey(directory, [...wanted, ...known.keys()]);
  const drifts = new Map<string, DriftKind | undefined>(
    artifacts.map((artifact) => [artifact.path, driftOf(artifact, options, found, known)]),
  );
  for (const path of known.keys())
    if (!wanted.has(path) && found.has(path) && found.get(path) !== "folder") drifts.set(path, "stale");
  drifts.set(manifestName, manifestDrift(directory, manifest));
  const foreign = foreignFiles({ wanted, known, found });
  return [
    ...[...drifts].flatMap(([path, kind]) => (kind ? [{ path, kind }] : [])),
    ...foreign.map(({ path, tool }) => ({ path, kind: "foreign" as const, reader: tool })),
  ].sort((left, right) => byCodePoint(left.path, right.path));
}

/**
 * Finds every file that differs from the generated tree, sorted by path, the manifest included. Never writes.
 *
 * @throws DiagnosticError if the folder or its manifest is a link, or a file cannot be read.
 */
export function compare(options: CompareOptions): Drift[] {
  try {
    return driftsOf(options);
  } catch (error) {
    throw asDiagnosticError(error, options.directory, options.manifest.environment, "read");
  }
}
