import type { Diagnostic, Generated, Severity } from "@streamform/core/embedding";
import { Command } from "commander";
import type { ExitCode, Finish } from "../exit-code.js";
import { examples, type ProjectFlags, withProjectFlags } from "../flags.js";
import { locateProject, openProject } from "../project.js";
import { findCollisions } from "../synth/collisions.js";
import type { Seen } from "../synth/seen.js";
import { findFiles, namesOf, select, sharedNames, stem } from "../synth/selection.js";
import { count, onTerminal, type Terminal, table } from "../terminal.js";

/** An entry of `environments` in the JSON document of `validate`. */
interface Validity {
  readonly name: string;
  readonly file: string;
  readonly valid: boolean;
  readonly errors: number;
  readonly warnings: number;
}

export function validateCommand(finish: Finish): Command {
  return withProjectFlags(new Command("validate"))
    .description("Load environments, run all checks and compile them; write nothing.")
    .argument("[environment...]", "names of environments, or paths of their files (default: all)")
    .addHelpText("after", examples("streamform validate", "streamform validate msk-dev --format json"))
    .action(async (words: string[], flags: ProjectFlags) =>
      finish(await onTerminal(flags, { environments: [] }, (terminal) => validate(words, flags, terminal))),
    );
}

async function validate(words: readonly string[], flags: ProjectFlags, terminal: Terminal): Promise<ExitCode> {
  const place = locateProject(flags, words);
  const discovered = await findFiles(place);
  if (discovered.files.length === 0 && words.length === 0) {
    await terminal.report({ document: { environments: [] }, diagnostics: discovered.diagnostics, place });
    return 1;
  }
  const [{ generate, hasErrors, loadFile }, { seenOf }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("../synth/shared-work.js"),
  ]);
  const project = await openProject(place);
  const { files, selected } = await select(words, discovered.files, place);
  const checked = new Map<string, Pick<Generated, "diagnostics" | "sources">>();
  const seen: Seen[] = [];
  for (const file of files) {
    const loaded = await loadFile(file, project);
    seen.push(seenOf(file, loaded));
    if (!selected.includes(file)) continue;
    const { diagnostics, sources } = await generate(loaded, project);
    checked.set(file, { diagnostics, sources });
  }
  const names = await namesOf(seen, place);
  const nameTaken = await sharedNames(selected, names, place);
  const collided = await findCollisions(seen, selected, place);
  const all = [
    ...nameTaken.values(),
    ...[...checked.values()].flatMap((one) => one.diagnostics),
    ...collided.diagnostics,
  ];
  const environments = [...checked].map(([file, { diagnostics }]) => {
    const name = names.get(file)?.name ?? stem(file);
    const own = [nameTaken.get(file) ?? [], collided.diagnostics.filter(({ environment }) => environment === name)];
    return validityOf(name, file, [...diagnostics, ...own.flat()]);
  });
  const shown = environments.filter(({ valid }) => !terminal.quiet || !valid);
  await terminal.report({
    text: table(
      shown.map(({ name, valid, errors, warnings }) => [name, valid ? "valid" : "invalid", amounts(errors, warnings)]),
    ),
    document: { environments },
    diagnostics: all,
    place,
    sources: new Map([...collided.sources, ...[...checked.values()].flatMap(({ sources }) => [...sources])]),
  });
  return hasErrors(all) ? 1 : 0;
}

function validityOf(name: string, file: string, diagnostics: readonly Diagnostic[]): Validity {
  const amount = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length;
  const errors = amount("error");
  return { name, file, valid: errors === 0, errors, warnings: amount("warning") };
}

function amounts(errors: number, warnings: number): string {
  const parts = [errors > 0 ? count(errors, "error") : "", warnings > 0 ? count(warnings, "warning") : ""];
  return parts.filter((part) => part !== "").join(", ");
}
