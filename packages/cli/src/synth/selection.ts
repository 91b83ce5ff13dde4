import type { Diagnostic } from "@streamform/core/embedding";
import { discoverEnvironments, type RecordedEnvironment } from "@streamform/core/unchanged";
import { UsageError } from "../exit-code.js";
import { cliPages, diagnose } from "../pages.js";
import { fromRoot, isFile, isFolder, type Place } from "../project.js";
import type { EnvironmentName, Seen } from "./seen.js";

/** The environment files of a project, and those of a command; relative to the root, with `/`. */
export interface Selection {
  /** All files of the project, and any other file that the command names. */
  readonly files: readonly string[];
  /** The files of the command, in the order of `files`. */
  readonly selected: readonly string[];
}

/** Finds the environment files. */
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
 * The files of a command, if this is known without reading a file: all files, paths, and names of environments that have
 * output. Otherwise undefined.
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
 * The files that a command names by name or path. If a word is a name, it reads the name of each environment; `known` are the names that
 * need not be read. Throws a UsageError if no environment has the name.
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

/** The names of environments by file, if the name can be read. Names in `known` are not read again. */
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

/** The names of environments that were loaded, and of those with errors if their name can be read. */
export async function namesOf(seen: readonly Seen[], place: Place): Promise<ReadonlyMap<string, EnvironmentName>> {
  const broken = seen.filter(({ name }) => name === undefined).map(({ file }) => file);
  const loaded = seen.flatMap(({ file, name }) => (name ? [[file, name] as const] : []));
  return new Map([...loaded, ...(broken.length > 0 ? await environmentNames(broken, place) : [])]);
}

/** The error for a word that is not an environment, with the list of environments. */
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
      `${word} is a folder; name an environment, or the path of its file`,
      `${listed}; --environments names a folder`,
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

/** The name of a file without folder and extension. It stands in for the environment's name if that cannot be read. */
export function stem(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
}

/** A diagnostic for each selected file whose environment has the same name as another. */
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
    // A name from `known` has no position.
    const position = own.position ?? (await environmentNames([file], place)).get(file)?.position;
    const details = { environment: own.name, path: "name", position: position ?? { file, line: 1, column: 1 } };
    complaints.set(file, diagnose(cliPages.nameTaken, message, details));
  }
  return complaints;
}
