import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Disk, leniently } from "./disk.js";

/** Removes a folder with all that is in it; of a link, the link alone. */
export function removeFolder(directory: string, folder: string, disk: Disk): void {
  const entries: Dirent[] = readdirSync(join(directory, folder), { withFileTypes: true });
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) removeFolder(directory, path, disk);
    else leniently(() => disk.unlinkSync(join(directory, path)));
  }
  leniently(() => disk.rmdirSync(join(directory, folder)));
}
