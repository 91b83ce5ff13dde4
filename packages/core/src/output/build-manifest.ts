import type { Artifact } from "../compile/artifact.js";
import { summarize } from "../component/reads.js";
import type { Environment } from "../environment/environment.js";
import { hashInput, type TreeManifest, type ManifestFile } from "./manifest.js";
import { sha256 } from "./sha256.js";

/** What a manifest is made from. */
export interface ManifestParts {
  readonly environment: Pick<Environment, "name" | "file" | "layers" | "inputs">;
  readonly artifacts: readonly Artifact[];
  readonly tool: { readonly name: string; readonly version: string };
}

/** The spec paths of every unit: all paths of its files. */
function unitsOf(artifacts: readonly Artifact[]): Readonly<Record<string, readonly string[]>> {
  const reads = new Map<string, Set<readonly string[]>>(); // files of a unit share the list of what it read
  for (const { unit, reads: own } of artifacts) {
    const lists = reads.get(unit) ?? new Set();
    reads.set(unit, lists.add(own));
  }
  return Object.fromEntries([...reads].map(([unit, lists]) => [unit, summarize([...lists].flat())]));
}

/** Describes a generated tree: the manifest that `write` and `compare` take beside the artifacts. */
export function buildManifest({ environment, artifacts, tool }: ManifestParts): TreeManifest {
  const inputs = [...environment.inputs, ...environment.layers].map(({ file, sha256 }) => ({ file, sha256 }));
  const files = artifacts.map(({ path, content, unit, executable }): [string, ManifestFile] => [
    path,
    { sha256: sha256(content), unit, ...(executable ? { executable: true } : {}) },
  ]);
  return {
    manifestVersion: 2,
    tool,
    environment: environment.name,
    source: environment.file,
    inputs: inputs.map(({ file }) => file),
    inputHash: hashInput({ toolVersion: tool.version, environment: environment.name, inputs }),
    ...(environment.layers.every(({ file }) => /\.ya?ml$/.test(file)) ? {} : { skippable: false }),
    units: unitsOf(artifacts),
    files: Object.fromEntries(files),
  };
}
