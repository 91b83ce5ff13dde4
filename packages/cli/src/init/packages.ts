import { existsSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { tool } from "../version.js";

/** Names of the packages that a new repository depends on. */
const names = ["cli", "presets"] as const;

/** The clone of Streamform that this command runs from; undefined where it was installed as a package. */
export function cloneOfStreamform(): string | undefined {
  const packages = fileURLToPath(new URL("../../..", import.meta.url));
  const isInstalled = packages.split(sep).includes("node_modules");
  return !isInstalled && existsSync(`${packages}/presets/src`) ? packages.replace(/[\\/]$/, "") : undefined;
}

/**
 * What the package.json of a new repository asks for: the version of this command, or, as long as it runs from a clone, the clone's own
 * packages, so that what it made works with what made it.
 */
export function packagesFor(folder: string): Readonly<Record<string, string>> {
  const clone = cloneOfStreamform();
  const source = (name: string) =>
    clone === undefined ? tool.version : `link:${relative(folder, clone).replaceAll(sep, "/")}/${name}`;
  return Object.fromEntries(names.map((name) => [`@streamform/${name}`, source(name)]));
}
