import path from "node:path";
import { byCodePoint } from "../diagnostics/code-point.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { readingPages as pages } from "./pages.js";
import { diskFiles, type FileSystem, fromRoot, systemErrorCode } from "./read-file.js";

export interface Discovered {
  /** Environment files from the root, with `/`, sorted by code point. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The environments of a folder: its .yaml, .yml and .ts files. What lies in folders below are layers; hidden files and declarations (.d.ts) are none. */
export async function discoverEnvironments(
  folder: string,
  { root, files = diskFiles }: { readonly root: string; readonly files?: FileSystem | undefined },
): Promise<Discovered> {
  const absolute = path.resolve(root, folder);
  const name = fromRoot(path.resolve(root), absolute) || ".";
  const fail = (message: string): Discovered => ({
    files: [],
    diagnostics: [
      report(pages.unreadableFolder, message, {
        position: { file: name, line: 1, column: 1 },
        hint: pages.unreadableFolder.instead,
      }),
    ],
  });
  try {
    const found: string[] = [];
    for (const entry of await files.readdir(absolute)) {
      if (entry.startsWith(".") || !/\.(yaml|yml|ts)$/.test(entry) || entry.endsWith(".d.ts")) continue;
      if (!(await isFolder(path.join(absolute, entry), files))) found.push(path.posix.join(name, entry));
    }
    return { files: found.sort(byCodePoint), diagnostics: [] };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return fail(`the folder ${name} does not exist`);
    return fail(code === "ENOTDIR" ? `${name} is not a folder` : `the folder ${name} cannot be read (${code})`);
  }
}

/** A dangling link is not a folder; loading reports it. */
async function isFolder(file: string, files: FileSystem): Promise<boolean> {
  return files.stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
