import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { manifestName } from "./artifact-paths.js";
import { type TreeManifest, parseManifest } from "./manifest.js";

/** The files that are Streamform's, each with every SHA-256 that it may have without having been edited by hand. */
export type KnownFiles = ReadonlyMap<string, ReadonlySet<string>>;

/** The state of `manifest.json`. `conflicted` has git's merge conflict markers, and both sides are readable. */
export type ManifestOnDisk =
  | { readonly state: "absent" | "unreadable"; readonly known: KnownFiles }
  | { readonly state: "conflicted"; readonly text: string; readonly known: KnownFiles }
  | { readonly state: "read"; readonly text: string; readonly manifest: TreeManifest; readonly known: KnownFiles };

function knownOf(manifests: readonly TreeManifest[]): KnownFiles {
  const known = new Map<string, Set<string>>();
  const add = (path: string, shas: readonly string[]): void => {
    known.set(path, new Set([...(known.get(path) ?? []), ...shas]));
  };
  for (const { files, unfinished = {} } of manifests) {
    for (const [path, { sha256 }] of Object.entries(files)) add(path, [sha256]);
    for (const [path, shas] of Object.entries(unfinished)) add(path, shas);
  }
  return known;
}

/** The two texts that a file with git's conflict markers was merged from. */
function conflictSides(text: string): readonly [string, string] {
  const sides: [string[], string[]] = [[], []];
  let side: "both" | "ours" | "base" | "theirs" = "both";
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("<<<<<<< ")) side = "ours";
    else if (line.startsWith("||||||| ") && side === "ours") side = "base";
    else if (line === "=======" && side !== "both") side = "theirs";
    else if (line.startsWith(">>>>>>> ")) side = "both";
    else {
      if (side === "both" || side === "ours") sides[0].push(line);
      if (side === "both" || side === "theirs") sides[1].push(line);
    }
  }
  return [sides[0].join("\n"), sides[1].join("\n")];
}

/** Reads an environment's manifest; never follows a link. After a merge with conflicts, `synth` is all that is needed. */
export function readManifest(directory: string): ManifestOnDisk {
  const path = join(directory, manifestName);
  const nothing: KnownFiles = new Map();
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return { state: "absent", known: nothing };
  if (!entry.isFile()) return { state: "unreadable", known: nothing };
  const text = readFileSync(path, "utf8");
  const manifest = parseManifest(text);
  if (manifest) return { state: "read", text, manifest, known: knownOf([manifest]) };
  const [ours, theirs] = conflictSides(text).map(parseManifest);
  if (ours && theirs) return { state: "conflicted", text, known: knownOf([ours, theirs]) };
  return { state: "unreadable", known: nothing };
}
