import type { Stats } from "node:fs";

/** Whether the owner of a file on the disk may execute it exactly if that is wanted; Windows has no such thing. */
export function hasRightMode({ mode }: Pick<Stats, "mode">, executable: boolean): boolean {
  return process.platform === "win32" || ((mode & 0o100) !== 0) === executable;
}
