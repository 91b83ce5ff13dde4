import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artifact } from "../compile/artifact.js";
import { byCodePoint } from "../diagnostics/code-point.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { foldPath, manifestName } from "./artifact-paths.js";
import { checkFolder } from "./check-folder.js";
import { hasRightMode } from "./file-mode.js";
import { diagnoseForeign, foreignFiles } from "./foreign.js";
import { type Manifest, renderManifest } from "./manifest.js";
import { diagnose, pages } from "./pages.js";
import { planRemoval, type Removal } from "./plan-removal.js";
import { type KnownFiles, type ManifestOnDisk, readManifest } from "./read-manifest.js";
import { sha256 } from "./sha256.js";
import { filesBelow, obstacleAbove, type Survey, survey } from "./survey.js";

/** What is to be done so that a folder holds exactly the generated tree, and what speaks against it. */
export interface WritePlan {
  readonly create: readonly Artifact[];
  readonly change: readonly Artifact[];
  readonly unchanged: readonly string[];
  readonly removal: Removal;
  /** What becomes of `manifest.json`. */
  readonly manifest: "create" | "change" | "unchanged";
  /** The files that are Streamform's before the run. */
  readonly known: KnownFiles;
  /** With an error among them, nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a plan is made from. */
export interface PlanParts {
  readonly directory: string;
  readonly artifacts: readonly Artifact[];
  readonly manifest: Manifest;
  /** Replace what is not ours, remove what was edited by hand. */
  readonly force: boolean;
}

type Step = "create" | "change" | "unchanged";
/** A problem, and the file that it is about. */
type Problem = readonly [page: Page, message: string, file: string];
type Verdict = { readonly step: Step; readonly problem?: Problem | undefined };

/** What stands in the folder before the run. */
interface Before {
  readonly found: Survey;
  readonly known: KnownFiles;
  readonly removal: Removal;
  /** Whether the manifest holds a merge conflict: what git merged is then what neither side generated. */
  readonly isMerged: boolean;
}

/** Decides over one artifact from what stands at its path. */
function judge(artifact: Artifact, parts: PlanParts, { found, known, removal, isMerged }: Before): Verdict {
  const { directory, manifest, force } = parts;
  const { path, executable = false } = artifact;
  const goes = (entry: string): boolean => removal.remove.includes(entry);
  const blocked = (entry: string): Verdict => ({
    step: "change",
    problem: [pages.inTheWay, `"${entry}" is in the way of the generated "${path}"`, entry],
  });
  const linked = (entry: string): Verdict => ({
    step: "change",
    problem: [pages.symbolicLink, `"${entry}" is a symbolic link in the way of the generated "${path}"`, entry],
  });

  const above = obstacleAbove(path, found);
  if (above !== undefined && !goes(above)) return found.get(above) === "link" ? linked(above) : blocked(above);
  const place = join(directory, path);
  switch (above === undefined ? found.get(path) : undefined) {
    case "link":
      return linked(path);
    case "other":
      return blocked(path);
    case "folder": {
      const stays = filesBelow(directory, path).find((entry) => !goes(entry));
      return stays === undefined ? { step: "create" } : blocked(stays);
    }
    case undefined: {
      // A file system that ignores case holds it under another spelling, which must not be replaced unless it goes anyway.
      const spelt =
        above === undefined && existsSync(place) && !removal.remove.some((entry) => foldPath(entry) === foldPath(path));
      return spelt ? blocked(path) : { step: "create" };
    }
    case "file": {
      const now = sha256(readFileSync(place));
      if (now === manifest.files[path]?.sha256)
        return { step: hasRightMode(lstatSync(place), executable) ? "unchanged" : "change" };
      if (force || known.get(path)?.has(now)) return { step: "change" };
      if (!known.has(path)) return blocked(path);
      if (isMerged) return { step: "change" };
      return {
        step: "change",
        problem: [pages.editedOverwritten, `"${path}" was edited by hand, and synth replaces it`, path],
      };
    }
  }
}

/** Compares the folder with the tree that it should hold; reads only. Call it with the lock held where the plan is to be carried out. */
export function planWrite(parts: PlanParts): WritePlan {
  const { directory, manifest, force } = parts;
  const { environment } = manifest;
  const artifacts = [...parts.artifacts].sort((left, right) => byCodePoint(left.path, right.path));
  const diagnostics = checkFolder(directory, environment);
  const before: ManifestOnDisk =
    diagnostics.length === 0 ? readManifest(directory) : { state: "absent", known: new Map() };
  const { known } = before;
  const isMerged = before.state === "conflicted";
  if (before.state === "unreadable" && !force)
    diagnostics.push(
      diagnose(
        pages.manifestUnreadable,
        environment,
        `"${manifestName}" in the folder of "${environment}" cannot be read`,
        manifestName,
      ),
    );
  const wanted = new Set(artifacts.map(({ path }) => path));
  const found: Survey = diagnostics.length === 0 ? survey(directory, [...wanted, ...known.keys()]) : new Map();

  const steps: Record<Step, Artifact[]> = { create: [], change: [], unchanged: [] };
  const removal = planRemoval({ directory, known, wanted, found, force });
  if (diagnostics.length === 0) {
    for (const path of removal.keep)
      diagnostics.push(
        diagnose(
          pages.editedKept,
          environment,
          `"${path}" is no longer generated, but was edited by hand; it is kept`,
          path,
        ),
      );
    for (const artifact of artifacts) {
      const { step, problem } = judge(artifact, parts, { found, known, removal, isMerged });
      steps[step].push(artifact);
      if (problem) {
        const [page, message, file] = problem;
        diagnostics.push(diagnose(page, environment, message, file));
      }
    }
    diagnostics.push(...foreignFiles({ wanted, known, found }).map((file) => diagnoseForeign(file, environment)));
  }
  const same = before.state === "read" && before.text === renderManifest(manifest);
  return {
    ...steps,
    unchanged: steps.unchanged.map(({ path }) => path),
    removal,
    manifest: same ? "unchanged" : found.has(manifestName) ? "change" : "create",
    known,
    diagnostics,
  };
}
