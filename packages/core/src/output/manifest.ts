import { isSafePath } from "./artifact-paths.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

/** What the manifest says of one generated file. */
export interface ManifestFile {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly unit: string;
  readonly executable?: true;
  /** Places in the spec that it was made from, as `environments/dev.yaml:12`. */
  readonly sources: readonly string[];
}

/** A file that the environment was read from. */
export interface ManifestInput {
  /** Path from the project's root, with `/`. */
  readonly file: string;
  readonly sha256: string;
}

/**
 * `generated/<environment>/manifest.json`: which files are Streamform's, what they hold and where they came from. Paths are
 * below the environment's folder, with `/`; the manifest does not list itself.
 */
export interface Manifest {
  readonly manifestVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly environment: string;
  /** The environment file, from the project's root. */
  readonly source: string;
  /** All layers, the environment's own file last. */
  readonly inputs: readonly ManifestInput[];
  /** See `hashInput`. */
  readonly inputHash: string;
  /** Present when the inputs say too little to skip a run by: a TypeScript layer may import anything. */
  readonly skippable?: false;
  readonly files: Readonly<Record<string, ManifestFile>>;
  /**
   * Present while a run writes, and after one that was killed: for every file that may lie in the folder, each SHA-256 it
   * may have. The next run completes the tree and takes this away.
   */
  readonly unfinished?: Readonly<Record<string, readonly string[]>>;
}

/** What decides over the output, apart from the code. */
export interface HashedInput {
  readonly toolVersion: string;
  readonly environment: string;
  readonly inputs: readonly ManifestInput[];
}

/** One hash over everything that the output is made from. */
export function hashInput({ toolVersion, environment, inputs }: HashedInput): string {
  return sha256(
    canonicalJson({ toolVersion, environment, inputs: inputs.map(({ file, sha256 }) => [file, sha256]), extra: {} }),
  );
}

/** The manifest's text: the same bytes for the same manifest. */
export function renderManifest(manifest: Manifest): string {
  return canonicalJson(manifest);
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

function isInput(value: unknown): value is ManifestInput {
  return isFields(value) && isString(value.file) && isHash(value.sha256);
}

function isFile(value: unknown): value is ManifestFile {
  return (
    isFields(value) &&
    isHash(value.sha256) &&
    isString(value.unit) &&
    (value.executable === undefined || value.executable === true) &&
    isListOf(value.sources, isString)
  );
}

function isByPath<Entry>(value: unknown, isEntry: (entry: unknown) => entry is Entry): value is Record<string, Entry> {
  return isFields(value) && Object.entries(value).every(([path, entry]) => isSafePath(path) && isEntry(entry));
}

function isManifest(value: unknown): value is Manifest {
  return (
    isFields(value) &&
    value.manifestVersion === 1 &&
    isFields(value.tool) &&
    isString(value.tool.name) &&
    isString(value.tool.version) &&
    isString(value.environment) &&
    isString(value.source) &&
    isListOf(value.inputs, isInput) &&
    isHash(value.inputHash) &&
    (value.skippable === undefined || value.skippable === false) &&
    isByPath(value.files, isFile) &&
    (value.unfinished === undefined || isByPath(value.unfinished, (shas) => isListOf(shas, isHash)))
  );
}

/**
 * Reads a manifest's text; undefined where it is not one of this version. Checked by hand: a run that changes nothing
 * loads no schema library. A manifest that lists an unsafe path is none, for files are deleted by its word.
 */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
