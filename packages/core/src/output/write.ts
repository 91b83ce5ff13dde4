import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Artifact } from "../compile/artifact.js";
import { byCodePoint } from "../diagnostics/code-point.js";
import { type Diagnostic, DiagnosticError } from "../diagnostics/diagnostic.js";
import { checkPaths, manifestName, workName } from "./artifact-paths.js";
import { checkFolder } from "./check-folder.js";
import { asDiagnosticError, codeOf, type Disk, realDisk } from "./disk.js";
import type { Lock } from "./lock.js";
import { type TreeManifest, renderTreeManifest } from "./manifest.js";
import { carryOutRemoval } from "./plan-removal.js";
import { type PlanParts, planWrite, type WritePlan } from "./plan-write.js";
import { filesBelow } from "./survey.js";
import { stagedPath, underLock } from "./under-lock.js";

/** What a run did, by path below the environment's folder, sorted; the manifest is among the paths. */
export interface WriteResult {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  /** Warnings: hand edits that were overwritten, or kept although their file is no longer generated. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A tree and where to write it. */
export interface WriteOptions {
  /** The environment's folder; made where it is missing. */
  readonly directory: string;
  readonly artifacts: readonly Artifact[];
  /** The manifest of the artifacts, from `buildManifest`. */
  readonly manifest: TreeManifest;
  /** Replace foreign files, and remove files that were edited by hand. Links are never replaced. */
  readonly force?: boolean | undefined;
  /** How long to wait for another run that writes the same folder, in milliseconds; 10 seconds where it is not said. */
  readonly lockTimeout?: number | undefined;
  /** The disk to write to; the real one where it is not said. */
  readonly disk?: Disk | undefined;
}

/** The manifest of a tree that is between two states: all files of both, each with all contents that it may have. */
function openManifest(manifest: TreeManifest, { known }: WritePlan): TreeManifest {
  const unfinished = new Map([...known].map(([path, shas]) => [path, [...shas]]));
  for (const [path, { sha256 }] of Object.entries(manifest.files))
    unfinished.set(path, [...(unfinished.get(path) ?? []), sha256]);
  const sorted = [...unfinished].map(([path, shas]) => [path, [...new Set(shas)].sort(byCodePoint)] as const);
  return { ...manifest, files: {}, unfinished: Object.fromEntries(sorted) };
}

/** Removes empty folders at the path of a file. */
function clearFolders(directory: string, path: string, disk: Disk): void {
  const place = join(directory, path);
  if (!existsSync(place) || filesBelow(directory, path).length > 0) return;
  for (const entry of readdirSync(place)) clearFolders(directory, `${path}/${entry}`, disk);
  disk.rmdirSync(place);
}

function carryOut(plan: WritePlan, { directory, manifest }: PlanParts, lock: Lock, disk: Disk): void {
  const staged = (name: string): string => stagedPath(directory, name);
  const manifestPlace = join(directory, manifestName);
  const moves = [...plan.create, ...plan.change].map((artifact, index) => ({ artifact, from: staged(`${index}`) }));
  const opens = moves.length > 0 || plan.removal.remove.length > 0;

  for (const { artifact, from } of moves)
    disk.writeFileSync(from, artifact.content, { flag: "wx", mode: artifact.executable ? 0o755 : 0o644 });
  disk.writeFileSync(staged("manifest"), renderTreeManifest(manifest), { flag: "wx", mode: 0o644, flush: true });
  if (opens)
    disk.writeFileSync(staged("open"), renderTreeManifest(openManifest(manifest, plan)), {
      flag: "wx",
      mode: 0o644,
      flush: true,
    });
  lock.confirm();

  if (opens) disk.renameSync(staged("open"), manifestPlace);
  carryOutRemoval(directory, plan.removal, disk);
  const made = new Set<string>();
  for (const { artifact, from } of moves) {
    const place = join(directory, artifact.path);
    if (plan.create.includes(artifact)) {
      const folder = dirname(place);
      if (!made.has(folder)) disk.mkdirSync(folder);
      made.add(folder);
      clearFolders(directory, artifact.path, disk);
    }
    disk.renameSync(from, place);
  }
  disk.renameSync(staged("manifest"), manifestPlace);
}

function resultOf(plan: WritePlan): WriteResult {
  const paths = (step: "create" | "change" | "unchanged", of: readonly string[]): string[] =>
    [...of, ...(plan.manifest === step ? [manifestName] : [])].sort(byCodePoint);
  return {
    created: paths(
      "create",
      plan.create.map(({ path }) => path),
    ),
    changed: paths(
      "change",
      plan.change.map(({ path }) => path),
    ),
    removed: plan.removal.remove,
    unchanged: paths("unchanged", plan.unchanged),
    diagnostics: plan.diagnostics,
  };
}

function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some(({ severity }) => severity === "error")) throw new DiagnosticError(diagnostics);
}

function isDone(plan: WritePlan): boolean {
  return plan.manifest === "unchanged" && plan.create.length + plan.change.length + plan.removal.remove.length === 0;
}

/**
 * The plan where there is nothing to do, found without the lock, so that a tree that is right is not touched. What speaks
 * against writing is only believed when the lock is held: seen beside another run, its new files belong to nobody.
 */
function glance(parts: PlanParts): WritePlan | undefined {
  if (existsSync(join(parts.directory, workName))) return undefined;
  try {
    const plan = planWrite(parts);
    return isDone(plan) && plan.diagnostics.length === 0 ? plan : undefined;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function refuseForeignManifest(artifacts: readonly Artifact[], manifest: TreeManifest): void {
  const listed = new Set(Object.keys(manifest.files));
  if (listed.size !== artifacts.length || artifacts.some(({ path }) => !listed.has(path)))
    throw new Error(`the manifest of "${manifest.environment}" does not describe these artifacts`);
}

/**
 * Makes a folder contain exactly the generated tree. It writes changed files, prunes files that the manifest lists and that
 * are no longer generated, and changes nothing else. It does not touch an unchanged tree.
 *
 * The order allows a run to be killed at any moment. The next run, with any spec, repairs the tree:
 *
 * 1. Every changed file and the new manifest are staged in `.streamform`. A full disk or a read-only folder shows here,
 *    with the tree as it was.
 * 2. `manifest.json` is replaced by an open one that lists the files of the old and of the new tree with the hashes of
 *    both. From now on, the manifest lists every file that may be in the folder, so no file is orphaned, and every content that
 *    this run writes, so none counts as a hand edit, even if somebody commits the folder in this state.
 * 3. Files are pruned before others are written: a file may be in the place of a needed folder, and on file systems
 *    that ignore case an old spelling may be the new file.
 * 4. Staged files are renamed into place, each atomically.
 * 5. The new manifest is renamed over the open one: the tree is finished.
 *
 * Only manifests are flushed to the disk. A file that a power cut damages differs from its hash, and the next run writes it again.
 *
 * @throws DiagnosticError with SF40xx if the tree must not be written, SF402x if the operating system refuses.
 */
export async function write(options: WriteOptions): Promise<WriteResult> {
  const { directory, artifacts, manifest, force = false, lockTimeout = 10_000, disk = realDisk } = options;
  const { environment } = manifest;
  refuseErrors(
    checkPaths(
      artifacts.map(({ path }) => path),
      environment,
    ),
  );
  refuseForeignManifest(artifacts, manifest);
  const parts: PlanParts = { directory, artifacts, manifest, force };
  try {
    const done = glance(parts);
    if (done) return resultOf(done);
    refuseErrors(checkFolder(directory, environment));
    return await underLock({ directory, environment, disk, timeout: lockTimeout }, (lock) => {
      const plan = planWrite(parts);
      refuseErrors(plan.diagnostics);
      if (!isDone(plan)) carryOut(plan, parts, lock, disk);
      return resultOf(plan);
    });
  } catch (error) {
    throw asDiagnosticError(error, directory, environment);
  }
}
