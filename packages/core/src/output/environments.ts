import { basename, join } from "node:path";
import { byCodePoint } from "../diagnostics/code-point.js";
import { DiagnosticError } from "../diagnostics/diagnostic.js";
import { manifestName, workName } from "./artifact-paths.js";
import { checkFolder } from "./check-folder.js";
import { asDiagnosticError, type Disk, realDisk } from "./disk.js";
import { diagnose, pages } from "./pages.js";
import { carryOutRemoval, planRemoval } from "./plan-removal.js";
import { type ManifestOnDisk, readManifest } from "./read-manifest.js";
import { removeFolder } from "./remove-folder.js";
import { filesBelow, survey } from "./survey.js";
import { terraformLeftovers } from "./terraform-leftovers.js";
import { underLock } from "./under-lock.js";

/** What became of an environment's folder; paths below it, sorted. */
export interface PruneResult {
  /** With the name of a folder where Terraform's cache went. */
  readonly removed: readonly string[];
  /** What was generated and edited by hand. The manifest stays with it, so that a forced run can still remove it. */
  readonly edited: readonly string[];
  /** What the manifest did not list: it is a person's, and the folder stays for it. */
  readonly foreign: readonly string[];
}

/** How to prune. */
export interface PruneOptions {
  /** Remove what was edited by hand, too. */
  readonly force?: boolean | undefined;
  /** See `WriteOptions`. */
  readonly lockTimeout?: number | undefined;
  readonly disk?: Disk | undefined;
}

function refuseWithoutManifest(directory: string, environment: string): ManifestOnDisk {
  const manifest = readManifest(directory);
  if (manifest.state === "read" || manifest.state === "conflicted") return manifest;
  const message = `there is no Streamform manifest in the folder of "${environment}"`;
  throw new DiagnosticError([diagnose(pages.manifestUnreadable, environment, message)]);
}

/**
 * Removes what Streamform wrote into the folder of an environment that is gone, what Terraform left beside it, and the folder
 * where nothing else is in it. The manifest goes last: a run that was killed, or that kept edited files, is repeated.
 *
 * @throws DiagnosticError where the manifest cannot be read, another run writes the folder or the system refuses.
 */
export async function pruneEnvironment(directory: string, options: PruneOptions = {}): Promise<PruneResult> {
  const { force = false, lockTimeout = 10_000, disk = realDisk } = options;
  const environment = basename(directory);
  const foreign = checkFolder(directory, environment);
  if (foreign.length > 0) throw new DiagnosticError(foreign);
  refuseWithoutManifest(directory, environment);
  try {
    return await underLock({ directory, environment, disk, timeout: lockTimeout }, () => {
      const { known } = refuseWithoutManifest(directory, environment);
      const found = survey(directory, known.keys());
      const removal = planRemoval({ directory, known, wanted: new Set(), found, force });
      const edited = removal.keep.filter((path) => found.get(path) === "file");
      const left = terraformLeftovers(known.keys(), found);
      for (const folder of left.folders) removeFolder(directory, folder, disk);
      carryOutRemoval(directory, { ...removal, remove: [...removal.remove, ...left.files] }, disk);
      if (edited.length === 0) disk.unlinkSync(join(directory, manifestName));
      const ours = new Set([...edited, manifestName]);
      const foreign = filesBelow(directory).filter((path) => !path.startsWith(`${workName}/`) && !ours.has(path));
      const manifest = edited.length === 0 ? [manifestName] : [];
      return {
        removed: [...removal.remove, ...left.files, ...left.folders, ...manifest].sort(byCodePoint),
        edited,
        foreign,
      };
    });
  } catch (error) {
    throw asDiagnosticError(error, directory, environment);
  }
}
