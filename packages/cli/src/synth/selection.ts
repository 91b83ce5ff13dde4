import type { Diagnostic } from "@streamform/core/embedding";
import { discoverEnvironments, type RecordedEnvironment } from "@streamform/core/unchanged";
import { UsageError } from "../exit-code.js";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, isFile, isFolder, type Place } from "../project.js";
import type { EnvironmentName, Seen } from "./seen.js";

/** The environment files of a project, and those that a command is about; from the root, with `/`. */
export interface Selection {
  /** All that there are, and any named besides. */
  readonly files: readonly string[];
  /** Those asked for, in the order of `files`. */
  readonly selected: readonly string[];
}

/** Finds the environment files that are there. */
export async function findFiles(
  place: Place,
): Promise<{ readonly files: readonly string[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { files, diagnostics } = await discoverEnvironments(place.environments, { root: place.root });
  if (files.length > 0 || diagnostics.length > 0) return { files, diagnostics };
  return {
    files,
    diagnostics: [
      diagnose(cliPages.noEnvironments, `there is no environment in ${fromRoot(place, place.environments)}`),
    ],
  };
}

/**
 * The files that are asked for, where that can be said without reading one: all of them, paths, and names of environments
 * that were generated before. Undefined otherwise.
 */
export function selectRecorded(
  words: readonly string[],
  files: readonly string[],
  records: readonly RecordedEnvironment[],
  place: Place,
): readonly string[] | undefined {
  if (words.length === 0) return files;
  const found = words.map((word) =>
    isFile(word)
      ? fromRoot(place, word)
      : files.find((file) => records.some(({ name, manifest }) => name === word && manifest.source === file)),
  );
  return found.every((file) => file !== undefined) ? [...new Set(found)] : undefined;
}

/**
 * The files that are asked for by name or path. Reads the name of each environment where one is asked for by its name; `known` are those
 * that need not be read. Throws a UsageError for a word that no environment bears.
 */
export async function select(
  words: readonly string[],
  discovered: readonly string[],
  place: Place,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<Selection> {
  const { closest } = await import("@streamform/core/embedding");
  const named = words.filter(isFile).map((word) => fromRoot(place, word));
  const files = [...new Set([...discovered, ...named])];
  const names = words.every(isFile) ? new Map<string, EnvironmentName>() : await environmentNames(files, place, known);
  const nameOf = (file: string): string => names.get(file)?.name ?? stem(file);
  const asked = words.flatMap((word) => {
    if (isFile(word)) return [fromRoot(place, word)];
    const found = files.filter((file) => nameOf(file) === word);
    if (found.length > 0) return found;
    throw unknownEnvironment(word, files, nameOf, closest);
  });
  const selected = words.length === 0 ? files : files.filter((file) => asked.includes(file));
  return { files, selected };
}

/** The names of environments by file, of those whose name can be read; `known` need not be. */
export async function environmentNames(
  files: readonly string[],
  { root }: Place,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, EnvironmentName>> {
  const { environmentName } = await import("@streamform/core/embedding");
  const names = new Map<string, EnvironmentName>();
  for (const file of files) {
    const recorded = known.get(file);
    const found = recorded === undefined ? await environmentName(file, { root }) : { name: recorded };
    if (found) names.set(file, found);
  }
  return names;
}

/** The names of environments that were loaded, and of those that could not be, as far as they say it. */
export async function namesOf(seen: readonly Seen[], place: Place): Promise<ReadonlyMap<string, EnvironmentName>> {
  const broken = seen.filter(({ name }) => name === undefined).map(({ file }) => file);
  const loaded = seen.flatMap(({ file, name }) => (name ? [[file, name] as const] : []));
  return new Map([...loaded, ...(broken.length > 0 ? await environmentNames(broken, place) : [])]);
}

/** Says of a word what it is instead of an environment, and which environments there are. */
function unknownEnvironment(
  word: string,
  files: readonly string[],
  nameOf: (file: string) => string,
  closest: (word: string, words: readonly string[]) => string | undefined,
): UsageError {
  const names = files.map(nameOf);
  const listed = `environments: ${names.join(", ")}`;
  if (isFolder(word))
    return new UsageError(
      `${word} is a folder; an environment goes by its name or the path of its file`,
      `${listed}; --environments takes a folder of them`,
    );
  const named = files.find((file) => stem(file) === word);
  if (named !== undefined)
    return new UsageError(`there is no environment ${JSON.stringify(word)}`, `${named} has the name ${nameOf(named)}`);
  if (/[/\\]|\.(yaml|yml|ts)$/.test(word)) return new UsageError(`there is no file ${word}`, listed);
  const similar = closest(word, names);
  return new UsageError(
    `there is no environment ${JSON.stringify(word)}`,
    similar === undefined ? listed : `did you mean ${similar}?`,
  );
}

/** The name of a file without folder and extension: what it goes by where its own name cannot be read. */
export function stem(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
}

/** Complains about every selected file that shares its name with another. */
export async function sharedNames(
  selected: readonly string[],
  names: ReadonlyMap<string, EnvironmentName>,
  place: Place,
): Promise<ReadonlyMap<string, Diagnostic>> {
  const complaints = new Map<string, Diagnostic>();
  for (const file of selected) {
    const own = names.get(file);
    const others = [...names].filter(([other, { name }]) => other !== file && name === own?.name);
    if (!own || others.length === 0) continue;
    const message = `${file} and ${others.map(([other]) => other).join(", ")} have the name ${own.name}`;
    // Of a name that was known beforehand nobody has looked for its line.
    const position = own.position ?? (await environmentNames([file], place)).get(file)?.position;
    const details = { environment: own.name, path: "name", position: position ?? { file, line: 1, column: 1 } };
    complaints.set(file, diagnose(cliPages.nameTaken, message, details));
  }
  return complaints;
}
