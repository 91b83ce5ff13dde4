import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, relative, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { pages } from "./pages.js";

/** Where a project lies, and where its output goes; absolute paths. */
export interface OutPlace {
  readonly root: string;
  /** The folder that holds one folder an environment, as `generated`. */
  readonly out: string;
}

/**
 * Refuses an output folder whose path is inside the project but leads outside by a symbolic link: its files would be in
 * no commit, and pruning could delete somebody else's files. A link that stays inside the project is allowed, and so is
 * a path outside the project.
 */
export function checkOut({ root, out }: OutPlace): Diagnostic[] {
  const [realRoot, target] = [real(root), real(out)];
  if (!isInside(root, out) || (target !== undefined && isInside(realRoot ?? root, target))) return [];
  const name = relative(root, out).split(sep).join("/");
  const where = target === undefined ? "to nothing" : `to ${target}, outside the project`;
  return [
    report(pages.outLeadsOutside, `the output's folder "${name}" leads ${where}, by a symbolic link`, {
      hint: pages.outLeadsOutside.instead,
    }),
  ];
}

/** Where a path leads, or the nearest folder above it that is there; undefined for a link that leads to nothing. */
function real(path: string): string | undefined {
  if (existsSync(path)) return realpathSync(path);
  return lstatSync(path, { throwIfNoEntry: false }) ? undefined : real(dirname(path));
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
