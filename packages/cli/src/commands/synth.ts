import { utimesSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@streamform/core/embedding";
import { checkOut, findConfigs, type RecordedEnvironment, recordedEnvironments } from "@streamform/core/unchanged";
import { Command, InvalidArgumentError } from "commander";
import type { ExitCode, Finish } from "../exit-code.js";
import { examples, type ProjectFlags, withProjectFlags } from "../flags.js";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, locateProject, openProject, type Place } from "../project.js";
import { codeBuiltAt } from "../synth/code-age.js";
import { findCollisions } from "../synth/collisions.js";
import { goneEnvironments, reportGone } from "../synth/gone.js";
import { type EnvironmentResult, renderResults, resultOf, unchanged } from "../synth/result.js";
import type { EnvironmentName, Seen } from "../synth/seen.js";
import { findFiles, namesOf, select, selectRecorded, sharedNames } from "../synth/selection.js";
import { unchangedFiles } from "../synth/skip.js";
import { count, onTerminal, type Terminal } from "../terminal.js";

interface SynthFlags extends ProjectFlags {
  readonly check?: boolean;
  readonly jobs?: number;
  readonly force?: boolean;
  readonly pruneEnvironments?: boolean;
}

/** The outcome of a run. */
interface Outcome {
  readonly results: readonly EnvironmentResult[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources?: ReadonlyMap<string, string>;
  readonly interrupted?: boolean;
}

export function synthCommand(finish: Finish): Command {
  return withProjectFlags(
    new Command("synth")
      .description("Generate the output of all environments, or of the named ones.")
      .argument("[environment...]", "names of environments, or paths of their files")
      .option("--check", "write nothing; exit with 1 if the output does not match the environments")
      .option("--jobs <n>", "number of threads (default: one, more for many environments)", jobs)
      .option("--force", "generate unchanged environments too; replace files in the way, remove files edited by hand")
      .option("--prune-environments", "remove the output of environments that no longer exist"),
  )
    .addHelpText(
      "after",
      examples(
        "streamform synth",
        "streamform synth msk-dev environments/msk-prod.yaml",
        "streamform synth --check --format github",
      ),
    )
    .action(async (words: string[], flags: SynthFlags) =>
      finish(await onTerminal(flags, { environments: [] }, (terminal) => synth(words, flags, terminal))),
    );
}

/** Generates or compares environments, and reports the status of each. */
async function synth(words: readonly string[], flags: SynthFlags, terminal: Terminal): Promise<ExitCode> {
  const place = locateProject(flags, words);
  const { results, diagnostics, sources = new Map(), interrupted } = await outcome(words, flags, place, terminal);
  await terminal.report({
    text: renderResults(results, terminal),
    document: { environments: results },
    diagnostics,
    place,
    sources,
  });
  if (interrupted) return 130;
  return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

async function outcome(
  words: readonly string[],
  flags: SynthFlags,
  place: Place,
  terminal: Terminal,
): Promise<Outcome> {
  const misplaced = checkOut(place);
  if (misplaced.length > 0) return { results: [], diagnostics: misplaced };
  const discovered = await findFiles(place);
  if (discovered.files.length === 0 && words.length === 0) return { results: [], diagnostics: discovered.diagnostics };
  const records = recordedEnvironments(place.out);

  // --check and --force skip nothing. Output that depends on programs may change although its files do not.
  const maySkip = !flags.check && !flags.force && findConfigs(place.root).length === 0;
  const asked = selectRecorded(words, discovered.files, records, place);
  const skipped = maySkip && asked ? unchangedFiles(asked, records, place) : new Map<string, string>();
  if (asked && skipped.size === asked.length) {
    const files = [...new Set([...discovered.files, ...asked])];
    const gone = await dealWithGone(await goneEnvironments(records, files, place, skipped), flags, place);
    return { ...gone, results: [...results(skipped), ...gone.results] };
  }

  const { files, selected } = await select(words, discovered.files, place, skipped);
  const generated = selected.filter((file) => !skipped.has(file));
  const { refusal, names, ...run } = await synthesizeFiles({ files, selected, generated }, flags, place, terminal);
  if (refusal) return refusal;
  const byFile = new Map([...results(skipped), ...run.results].map((result) => [result.file, result]));
  const nameOf = new Map([...names].map(([file, { name }]) => [file, name]));
  const gone = await dealWithGone(await goneEnvironments(records, files, place, nameOf), flags, place, run);
  return {
    ...run,
    results: [...selected.flatMap((file) => byFile.get(file) ?? []), ...gone.results],
    diagnostics: [...run.diagnostics, ...gone.diagnostics],
  };
}

function results(skipped: ReadonlyMap<string, string>): EnvironmentResult[] {
  return [...skipped].map(([file, name]) => unchanged(file, name));
}

/** The environment files of a run. */
interface Files {
  /** All files of the project, because their claims may collide with those of the generated ones. */
  readonly files: readonly string[];
  /** The requested files. */
  readonly selected: readonly string[];
  /** The requested files that are not skipped. */
  readonly generated: readonly string[];
}

/** The outcome of a run, and the names of all environments. */
interface Run extends Outcome {
  readonly names: ReadonlyMap<string, EnvironmentName>;
  /** The diagnostics that prevented the run. */
  readonly refusal?: Outcome | undefined;
}

/** Loads all files. If no two environments collide, runs check → compile → deliver → write for each. */
async function synthesizeFiles(
  { files: all, selected, generated: files }: Files,
  flags: SynthFlags,
  place: Place,
  terminal: Terminal,
): Promise<Run> {
  if (findConfigs(place.root).length > 0) await openProject(place); // reports its errors once, not once for each thread
  const { defaultJobs, synthesizeAll } = await import("../synth/synthesize-all.js");
  terminal.progress(`synthesizing ${count(files.length, "environment")}`);
  let names: Run["names"] = new Map();
  let refusal: Outcome | undefined;
  const accept = async (seen: readonly Seen[]): Promise<boolean> => {
    names = await namesOf(seen, place);
    const nameTaken = await sharedNames(selected, names, place);
    const collided = nameTaken.size > 0 ? undefined : await findCollisions(seen, files, place);
    if (nameTaken.size > 0) refusal = { results: [], diagnostics: [...nameTaken.values()] };
    else if (collided && collided.diagnostics.length > 0) refusal = { results: [], ...collided };
    return refusal === undefined;
  };
  const { syntheses, interrupted } = await synthesizeAll(
    {
      place,
      files: [...files, ...all.filter((file) => !files.includes(file))],
      synthesized: files.length,
      options: { compare: flags.check, force: flags.force },
      today: Date.now(),
    },
    {
      jobs: flags.jobs ?? defaultJobs(files.length),
      accept,
      onDone: (done) => terminal.progress(`${done} of ${count(files.length, "environment")}`),
    },
  );
  const done = files.flatMap((file, index) => {
    const synthesis = syntheses[index];
    return synthesis ? [{ synthesis, result: resultOf(file, synthesis) }] : [];
  });
  if (!flags.check)
    markAsOfThisCode(
      done.map(({ result }) => result),
      place,
    );
  return {
    names,
    refusal,
    results: done.map(({ result }) => result),
    diagnostics: [
      ...done.flatMap(({ synthesis }) => synthesis.diagnostics),
      ...done.flatMap(({ result }) => reportDrift(result, place)),
    ],
    sources: new Map(done.flatMap(({ synthesis }) => [...synthesis.sources])),
    interrupted,
  };
}

function reportDrift({ name, drift }: EnvironmentResult, place: Place): Diagnostic[] {
  const differing = drift.filter(({ kind }) => kind !== "foreign"); // each of those has its own diagnostic
  if (differing.length === 0) return [];
  const folder = fromRoot(place, join(place.out, name));
  const files = differing.map(({ path, kind }) => `${path} (${kind})`);
  const listed = [...files.slice(0, 10), ...(files.length > 10 ? [`and ${files.length - 10} more`] : [])].join(", ");
  const first = differing.find(({ kind }) => kind !== "missing")?.path ?? "manifest.json";
  return [
    diagnose(cliPages.drift, `${folder} differs in ${count(files.length, "file")}: ${listed}`, {
      environment: name,
      position: { file: `${folder}/${first}`, line: 1, column: 1 },
    }),
  ];
}

/** Removes the output of environments that no longer exist, or warns about it. It removes nothing after an error. */
async function dealWithGone(
  gone: readonly RecordedEnvironment[],
  flags: SynthFlags,
  place: Place,
  { diagnostics: before, interrupted }: Pick<Outcome, "diagnostics" | "interrupted"> = { diagnostics: [] },
): Promise<Outcome> {
  const mayRemove =
    flags.pruneEnvironments && !flags.check && !interrupted && before.every(({ severity }) => severity !== "error");
  if (gone.length === 0 || !mayRemove) {
    const found = reportGone(gone, place);
    return {
      results: [],
      diagnostics: flags.check && flags.pruneEnvironments ? found.map((one) => ({ ...one, severity: "error" })) : found,
    };
  }
  const { pruneGone } = await import("../synth/prune.js");
  return pruneGone(gone, place, { force: flags.force });
}

/** In a checkout of Streamform: marks unchanged output as newer than the code. */
function markAsOfThisCode(done: readonly EnvironmentResult[], { out }: Place): void {
  if (codeBuiltAt() === undefined) return;
  const now = new Date();
  for (const { name, status } of done)
    if (status === "unchanged") utimesSync(join(out, name, "manifest.json"), now, now);
}

function jobs(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number from 1.");
  return number;
}
