import { lstatSync } from "node:fs";
import { basename, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { manifestName, workName } from "./artifact-paths.js";
import { diagnose, pages } from "./pages.js";

/** Refuses an environment's folder that is a link or none, and links in place of the bookkeeping in it. */
export function checkFolder(directory: string, environment: string): Diagnostic[] {
  const problem = (path: string, isRight: "isFile" | "isDirectory", what: string): Diagnostic[] => {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined || entry[isRight]()) return [];
    const page = entry.isSymbolicLink() ? pages.symbolicLink : pages.inTheWay;
    const message = `${what} is ${entry.isSymbolicLink() ? "a symbolic link" : "something else"}`;
    return [diagnose(page, environment, message, path === directory ? undefined : basename(path))];
  };
  const folder = problem(directory, "isDirectory", `the folder of "${environment}"`);
  if (folder.length > 0) return folder;
  return [
    ...problem(join(directory, manifestName), "isFile", `"${manifestName}" in the folder of "${environment}"`),
    ...problem(join(directory, workName), "isDirectory", `"${workName}" in the folder of "${environment}"`),
  ];
}
