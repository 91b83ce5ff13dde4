import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { manifestName, workName } from "./artifact-paths.js";
import { diagnose, pages } from "./pages.js";

/** Refuses an environment's folder that is a link or none, and links in place of the bookkeeping in it. */
export function checkFolder(directory: string, environment: string): Diagnostic[] {
  const problem = (path: string, isRight: "isFile" | "isDirectory", what: string): Diagnostic[] => {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined || entry[isRight]()) return [];
    const page = entry.isSymbolicLink() ? pages.symbolicLink : pages.inTheWay;
    return [diagnose(page, environment, `${what} is ${entry.isSymbolicLink() ? "a symbolic link" : "something else"}`)];
  };
  const folder = problem(directory, "isDirectory", `the folder of "${environment}"`);
  if (folder.length > 0) return folder;
  return [
    ...problem(join(directory, manifestName), "isFile", `"${manifestName}" in the folder of "${environment}"`),
    ...problem(join(directory, workName), "isDirectory", `"${workName}" in the folder of "${environment}"`),
  ];
}
