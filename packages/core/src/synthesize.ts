import { join, relative, sep } from "node:path";
import { artifactsOf } from "./artifacts.js";
import type { Artifact } from "./compile/artifact.js";
import { compile } from "./compile/compile.js";
import { forgettingTokens } from "./compile/terraform/forgetting-tokens.js";
import type { Platform } from "./component/platform.js";
import { type PlatformOnDemand, platformNamed } from "./component/platform-on-demand.js";
import { check } from "./component/run-checks.js";
import { assemble, type System } from "./component/system.js";
import { patchFaults } from "./delivery/patched-folders.js";
import { type Diagnostic, DiagnosticError, hasErrors } from "./diagnostics/diagnostic.js";
import type { Environment } from "./environment/environment.js";
import { loadEnvironment } from "./environment/load.js";
import { buildManifest } from "./output/build-manifest.js";
import { checkOut } from "./output/check-out.js";
import { compare, type Drift } from "./output/compare.js";
import { diagnoseForeign } from "./output/foreign.js";
import type { TreeManifest } from "./output/manifest.js";
import { inFolder } from "./output/pages.js";
import { write } from "./output/write.js";

/** What the steps need to know besides an environment file. */
export interface Project {
  /** The project's root, absolute: files are named from here. */
  readonly root: string;
  /** The folder that holds one folder an environment, absolute. */
  readonly out: string;
  readonly platforms: readonly (Platform | PlatformOnDemand)[];
  /** Who writes, for the manifest. */
  readonly tool: { readonly name: string; readonly version: string };
  /** The day that support windows are held against; it decides over diagnostics, never over output. */
  readonly today: Date;
}

interface StepResult {
  /** What this step and those before it found. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text of the files that diagnostics point into, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** An environment that was loaded. */
export interface Loaded extends StepResult {
  /** Absent where the file has errors. */
  readonly environment?: Environment | undefined;
  /** The platform that it names. */
  readonly platform?: Platform | undefined;
}

/** An environment that was loaded, and checked or not. */
export interface Checked extends Loaded {
  /** Absent where components do not fit together. */
  readonly system?: System | undefined;
}

/** An environment's whole output, in memory. */
export interface Generated extends StepResult {
  readonly environment?: Environment | undefined;
  /** Absent if there are errors. */
  readonly tree?: { readonly artifacts: readonly Artifact[]; readonly manifest: TreeManifest } | undefined;
}

/** What became of an environment; plain data. Paths are below its folder. */
export interface Synthesis extends StepResult {
  /** Absent where the file could not be read so far. */
  readonly name?: string | undefined;
  readonly status: "unchanged" | "written" | "drift" | "failed";
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** With `compare`: what differs on the disk. */
  readonly drift: readonly Drift[];
}

/** How to synthesize. */
export interface SynthesizeOptions {
  /** Compare with the files on the disk instead of writing. */
  readonly compare?: boolean | undefined;
  /** See `WriteOptions`. */
  readonly force?: boolean | undefined;
}

/** What the steps begin with: a file, or what was loaded from it before. */
export type Source = string | Loaded;

/** Load: reads an environment, and the platform that it names. */
export async function loadFile(file: string, { root, platforms }: Project): Promise<Loaded> {
  const platform = platformNamed(platforms);
  const platformNames = platforms.map(({ name }) => name);
  const loaded = await loadEnvironment(file, { root, platform, platformNames });
  return { ...loaded, platform: loaded.environment && (await platform(loaded.environment.spec.platform)) };
}

/** Load: finds out which components of an environment take part. */
export async function assembleFile(source: Source, project: Project): Promise<Checked> {
  const loaded = typeof source === "string" ? await loadFile(source, project) : source;
  const { environment, platform, diagnostics } = loaded;
  if (!environment || !platform) return loaded;
  const { system, diagnostics: misfits } = assemble(environment, platform);
  return { ...loaded, system, diagnostics: [...diagnostics, ...misfits] };
}

/** Load → check: reads an environment and runs all checks. */
export async function checkFile(source: Source, project: Project): Promise<Checked> {
  const assembled = await assembleFile(source, project);
  const findings = assembled.system ? check(assembled.system, project.today) : [];
  return { ...assembled, diagnostics: [...assembled.diagnostics, ...findings] };
}

/** Load → check → compile → deliver: an environment's output, where it has no errors. Writes nothing. */
export async function generate(source: Source, project: Project): Promise<Generated> {
  const { environment, system, diagnostics, sources } = await checkFile(source, project);
  if (!environment || !system || hasErrors(diagnostics)) return { environment, diagnostics, sources };
  const { plan, diagnostics: refusals } = forgettingTokens(() => compile(system));
  const all = [...diagnostics, ...refusals, ...(plan ? patchFaults(plan) : [])];
  if (!plan || hasErrors(all)) return { environment, diagnostics: all, sources };
  const artifacts = artifactsOf(plan);
  const manifest = buildManifest({ environment, artifacts, tool: project.tool });
  return { environment, tree: { artifacts, manifest }, diagnostics: all, sources };
}

/** Load → check → compile → deliver → write: brings an environment's folder up to date, or compares it. */
export async function synthesize(
  source: Source,
  project: Project,
  { compare: comparing = false, force = false }: SynthesizeOptions = {},
): Promise<Synthesis> {
  const { environment, tree, diagnostics, sources } = await generate(source, project);
  const nothing = { name: environment?.name, created: [], changed: [], removed: [], drift: [], diagnostics, sources };
  if (!environment || !tree) return { ...nothing, status: "failed" };
  const directory = join(project.out, environment.name);
  const folder = relative(project.root, directory).split(sep).join("/");
  const misplaced = checkOut(project);
  if (misplaced.length > 0) return { ...nothing, status: "failed", diagnostics: [...diagnostics, ...misplaced] };
  try {
    if (comparing) {
      const drift = compare({ directory, ...tree });
      const foreign = drift.flatMap(({ path, reader }) =>
        reader === undefined ? [] : [diagnoseForeign({ path, tool: reader }, environment.name)],
      );
      const refused = inFolder(foreign, folder).map((diagnostic) => ({ ...diagnostic, severity: "error" as const }));
      const status = drift.length > 0 ? "drift" : "unchanged";
      return { ...nothing, status, drift, diagnostics: [...diagnostics, ...refused] };
    }
    const { created, changed, removed, ...written } = await write({ directory, ...tree, force });
    const status = created.length + changed.length + removed.length > 0 ? "written" : "unchanged";
    const all = [...diagnostics, ...inFolder(written.diagnostics, folder)];
    return { ...nothing, status, created, changed, removed, diagnostics: all };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { ...nothing, status: "failed", diagnostics: [...diagnostics, ...inFolder(error.diagnostics, folder)] };
  }
}
