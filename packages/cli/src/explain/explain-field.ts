import { isDeepStrictEqual } from "node:util";
import type { Path, Platform } from "@streamform/core";
import { UsageError } from "../exit-code.js";
import type { ProjectFlags } from "../flags.js";
import { loadOne } from "../one-environment.js";
import { inWords } from "../origin.js";
import { knownPlatforms, locateProject } from "../project.js";
import { type Report, table } from "../terminal.js";
import { type Field, fieldAt, isPlace } from "./field.js";
import { placeMeant } from "./spelling.js";

/** An answer, and the platforms that it applies to. */
interface Answer {
  readonly platforms: readonly string[];
  readonly field: Field;
}

/** Explains a field of the spec. With an environment, it adds the field's value and origin. */
export async function explainField(text: string, flags: ProjectFlags & { readonly env?: string }): Promise<Report> {
  const { parsePath, renderPath } = await import("@streamform/core/embedding");
  const written = parsePath(text);
  if (!written || written.length === 0 || written.length > longestPath)
    throw new UsageError(`${JSON.stringify(text)} is not a path of a spec, a code or a generated file`);
  if (flags.env !== undefined) return explainValue(text, written, flags.env, flags);
  const { platforms, diagnostics } = await knownPlatforms(locateProject(flags));
  const path = meant(platforms, written);
  const answers = answersOf(platforms, path);
  if (answers.length === 0 && diagnostics.length > 0) return { document: { path: text, answers }, diagnostics };
  if (answers.length === 0) throw await unknownPlace(text, path, platforms);
  const name = renderPath(path);
  return {
    text: answers.map(({ platforms, field }) => render(name, field, answers.length > 1 ? platforms : [])).join("\n"),
    document: { path: name, answers },
  };
}

/** No field of a spec is nested so deep. A longer path could be split at its dots in too many combinations. */
const longestPath = 16;

/** The path of the field on the first platform that has it; otherwise the path as written. */
function meant(platforms: readonly Platform[], path: Path): Path {
  return platforms.map((platform) => placeMeant(platform, path)).find((place) => place !== undefined) ?? path;
}

async function explainValue(written: string, parsed: Path, env: string, flags: ProjectFlags): Promise<Report> {
  const { renderPath, writtenValue } = await import("@streamform/core/embedding");
  const { environment, platform, diagnostics, sources, place } = await loadOne(env, flags);
  if (!environment || !platform) return { document: { path: written, answers: [] }, diagnostics, sources, place };
  const path = meant([platform], parsed);
  const text = renderPath(path);
  const answers = answersOf([platform], path);
  const [answer] = answers;
  if (!answer) throw await unknownPlace(written, path, [platform]);
  const value = writtenValue(environment, platform, path);
  const origin = inWords(environment.origin(path));
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const shown = isMap ? `see \`streamform expand ${environment.name}\`` : JSON.stringify(value);
  const here = value === undefined ? "not set" : `${shown}, from ${origin}`;
  return {
    text: `${render(text, answer.field, [])}${table([[`  in ${environment.name}:`, here]])}`,
    document: { path: text, answers, environment: environment.name, value, ...(value === undefined ? {} : { origin }) },
    diagnostics,
    sources,
    place,
  };
}

function answersOf(platforms: readonly Platform[], path: Path): Answer[] {
  const answers: Answer[] = [];
  for (const platform of platforms) {
    const field = fieldAt(platform, path);
    if (!field) continue;
    const same = answers.findIndex((answer) => isDeepStrictEqual(answer.field, field));
    if (same < 0) answers.push({ platforms: [platform.name], field });
    else answers[same] = { platforms: [...(answers[same]?.platforms ?? []), platform.name], field };
  }
  return answers;
}

async function unknownPlace(text: string, path: Path, platforms: readonly Platform[]): Promise<UsageError> {
  const { renderPath, suggestKey } = await import("@streamform/core/embedding");
  for (const platform of platforms) {
    const wrong = path.findIndex((_, index) => !isPlace(platform, path.slice(0, index + 1)));
    const hint = suggestKey(platform.schema, path.slice(0, wrong), String(path[wrong]), undefined);
    if (hint !== undefined)
      return new UsageError(`there is no ${renderPath(path.slice(0, wrong + 1))} in a spec`, hint);
  }
  return new UsageError(`there is no ${text} in a spec`, "`streamform list components` lists the top-level keys");
}

function render(text: string, field: Field, platforms: readonly string[]): string {
  const facts = [
    ["  takes:", field.takes],
    ...(field.default === undefined ? [] : [["  default:", JSON.stringify(field.default)]]),
  ];
  const keys =
    field.keys.length > 0 ? `\n${table(field.keys.map(({ key, description }) => [`  ${key}`, description]))}` : "";
  const title = platforms.length > 0 ? `${text} (platform ${platforms.join(", ")})` : text;
  return `${title}\n${field.description === undefined ? "" : `  ${field.description}\n`}\n${table(facts)}${keys}`;
}
