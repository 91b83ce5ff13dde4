import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { workName } from "./artifact-paths.js";
import { type Disk, leniently } from "./disk.js";
import { type Lock, type LockOptions, takeLock } from "./lock.js";

const leftover = /^staged-|^lock-/;

/** Where a file waits until it is renamed into place. */
export function stagedPath(directory: string, name: string): string {
  return join(directory, workName, `staged-${name}`);
}

function clearStaged(directory: string, disk: Disk): void {
  const work = join(directory, workName);
  if (!existsSync(work)) return;
  for (const name of readdirSync(work)) if (leftover.test(name)) leniently(() => disk.unlinkSync(join(work, name)));
}

/** Ignores failures: the first error matters more, and the next run cleans up. */
function tidy(directory: string, lock: Lock, disk: Disk): void {
  try {
    clearStaged(directory, disk);
    lock.release();
  } catch {
    return;
  }
}

/** Runs a task under the lock of the folder, after removing the files of a killed run from `.streamform`. */
export async function underLock<Result>(options: LockOptions, task: (lock: Lock) => Result): Promise<Result> {
  const { directory, disk } = options;
  const lock = await takeLock(options);
  try {
    clearStaged(directory, disk);
    return task(lock);
  } finally {
    tidy(directory, lock, disk);
  }
}
