import type { Artifact } from "../compile/artifact.js";
import { byCodePoint } from "../diagnostics/code-point.js";
import { type Path, parsePath, renderPath } from "../diagnostics/path.js";
import type { Environment } from "../environment/environment.js";
import { hashInput, type Manifest, type ManifestFile } from "./manifest.js";
import { sha256 } from "./sha256.js";

/** What a manifest is made from. */
export interface ManifestParts {
  readonly environment: Pick<Environment, "name" | "file" | "layers" | "inputs" | "origin">;
  readonly artifacts: readonly Artifact[];
  readonly tool: { readonly name: string; readonly version: string };
}

/** The places in the layers where the values were written that a unit read; platform and schema defaults have none. */
function sourcesOf(reads: readonly string[], environment: ManifestParts["environment"]): string[] {
  const paths = reads.map((read): Path => {
    const path = parsePath(read);
    if (path === undefined) throw new Error(`"${read}" is no path of a spec`);
    return path;
  });
  // What was read in a map or list stands for it.
  const holders = new Set(paths.flatMap((path) => path.map((_, length) => renderPath(path.slice(0, length)))));
  const leaves = paths.filter((path) => !holders.has(renderPath(path)));
  const positions = leaves.flatMap((path) => {
    const origin = environment.origin(path);
    return origin.kind === "file" ? [origin.position] : [];
  });
  positions.sort((left, right) => byCodePoint(left.file, right.file) || left.line - right.line);
  return [...new Set(positions.map(({ file, line }) => `${file}:${line}`))];
}

/** Describes a generated tree: the manifest that `write` and `compare` take beside the artifacts. */
export function buildManifest({ environment, artifacts, tool }: ManifestParts): Manifest {
  const known = new Map<readonly string[], readonly string[]>(); // files of a unit share the list of what it read
  const sources = (reads: readonly string[]): readonly string[] => {
    const found = known.get(reads) ?? sourcesOf(reads, environment);
    known.set(reads, found);
    return found;
  };
  const inputs = [...environment.inputs, ...environment.layers].map(({ file, sha256 }) => ({ file, sha256 }));
  const files = artifacts.map(({ path, content, unit, executable, reads }): [string, ManifestFile] => [
    path,
    {
      sha256: sha256(content),
      unit,
      sources: sources(reads),
      ...(executable ? { executable: true } : {}),
    },
  ]);
  return {
    manifestVersion: 1,
    tool,
    environment: environment.name,
    source: environment.file,
    inputs,
    inputHash: hashInput({ toolVersion: tool.version, environment: environment.name, inputs }),
    ...(environment.layers.every(({ file }) => /\.ya?ml$/.test(file)) ? {} : { skippable: false }),
    files: Object.fromEntries(files),
  };
}
