import type { Layer } from "../environment/environment.js";
import { isSafePath } from "./artifact-paths.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** The manifest's entry for a generated file. */
export interface ManifestFile {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly unit: string;
  readonly executable?: true;
}

/**
 * `generated/<environment>/manifest.json`: the generated files, their hashes and their origins. Paths are relative to
 * the environment's folder, with `/`. The manifest does not list itself.
 */
export interface TreeManifest {
  /** 1 for a manifest that an earlier release wrote: its files are known, its units and inputs are not. */
  readonly manifestVersion: 1 | 2;
  readonly tool: { readonly name: string; readonly version: string };
  readonly environment: string;
  /** The environment file, from the project's root. */
  readonly source: string;
  /** Files of all layers from the project's root, with `/`, the environment's own last. */
  readonly inputs: readonly string[];
  /** See `hashInput`. */
  readonly inputHash: string;
  /** Present if the inputs do not show every change: a TypeScript layer may import anything. */
  readonly skippable?: false;
  readonly files: Readonly<Record<string, ManifestFile>>;
  /** The spec paths that each unit was made from. If a unit lists a map's entries, the path is the map's. */
  readonly units: Readonly<Record<string, readonly string[]>>;
  /**
   * Present while a run writes, and after a killed run: for every file that may be in the folder, each SHA-256 that it
   * may have. The next run completes the tree and removes this key.
   */
  readonly unfinished?: Readonly<Record<string, readonly string[]>>;
}

/** What decides over the output, apart from the code. */
export interface HashedInput {
  readonly toolVersion: string;
  readonly environment: string;
  /** All layers, the environment's own last. */
  readonly inputs: readonly Layer[];
}

/** One hash over everything that the output is made from: an input that changes changes one line of the manifest. */
export function hashInput({ toolVersion, environment, inputs }: HashedInput): string {
  return sha256(canonicalJson({ toolVersion, environment, inputs: inputs.map(({ file, sha256 }) => [file, sha256]) }));
}

/** The manifest's text: the same bytes for the same manifest, a line for each file. */
export function renderTreeManifest(manifest: TreeManifest): string {
  return canonicalJson({ ...manifest }, ["files", "unfinished"]);
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isFile(value: unknown): value is ManifestFile {
  return (
    isFields(value) &&
    isHash(value.sha256) &&
    isString(value.unit) &&
    (value.executable === undefined || value.executable === true)
  );
}

function isMapOf<Entry>(value: unknown, isEntry: (entry: unknown) => entry is Entry): value is Record<string, Entry> {
  return isFields(value) && Object.values(value).every(isEntry);
}

function isByPath<Entry>(value: unknown, isEntry: (entry: unknown) => entry is Entry): value is Record<string, Entry> {
  return isMapOf(value, isEntry) && Object.keys(value).every(isSafePath);
}

function isListOfStrings(value: unknown): value is string[] {
  return isListOf(value, isString);
}

/** Whether everything is there that all versions of the manifest have. */
function isOfAnyVersion(value: Fields): boolean {
  return (
    isFields(value.tool) &&
    isString(value.tool.name) &&
    isString(value.tool.version) &&
    isString(value.environment) &&
    isString(value.source) &&
    Array.isArray(value.inputs) &&
    isHash(value.inputHash) &&
    (value.skippable === undefined || value.skippable === false) &&
    isByPath(value.files, isFile) &&
    (value.unfinished === undefined || isByPath(value.unfinished, (shas) => isListOf(shas, isHash)))
  );
}

function isManifest(value: Fields): value is Fields & TreeManifest {
  return (
    value.manifestVersion === 2 &&
    isOfAnyVersion(value) &&
    isListOfStrings(value.inputs) &&
    isMapOf(value.units, isListOfStrings)
  );
}

/** A manifest of version 1 had line numbers for each file and a hash for each input. Only its entries for files are kept. */
function fromVersion1(value: Fields): TreeManifest | undefined {
  if (value.manifestVersion !== 1 || !isOfAnyVersion(value)) return undefined;
  const { files, ...rest } = value as Fields & Pick<TreeManifest, "files">;
  const known = Object.entries(files).map(([path, { sha256, unit, executable }]): [string, ManifestFile] => [
    path,
    { sha256, unit, ...(executable ? { executable } : {}) },
  ]);
  return { ...(rest as unknown as TreeManifest), inputs: [], units: {}, files: Object.fromEntries(known) };
}

/**
 * Reads a manifest's text; undefined where it is none, or one of a later version. Checked by hand: a run that changes nothing
 * loads no schema library. A manifest that lists an unsafe path is none, for files are deleted by its word.
 */
export function parseManifest(text: string): TreeManifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isFields(value)) return undefined;
    return isManifest(value) ? value : fromVersion1(value);
  } catch {
    return undefined;
  }
}
