import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { tool } from "../version.js";
import type { CloneOfStreamform } from "./starter.js";

/** Our packages: the command, and what a configuration with components of one's own imports. */
const own = ["cli", "core", "presets"] as const;
type Own = (typeof own)[number];

/** Libraries that components are written with: resources of AWS, objects of Kubernetes, schemas. */
const libraries = ["@cdktf/provider-aws", "cdk8s-plus-29", "zod"] as const;
type Library = (typeof libraries)[number];

/** The folder `packages` of the clone that this command runs from; undefined where it was installed as a package. */
function packagesOfClone(): string | undefined {
  const packages = fileURLToPath(new URL("../../..", import.meta.url));
  const isInstalled = packages.split(sep).includes("node_modules");
  return !isInstalled && existsSync(`${packages}/presets/src`) ? packages.replace(/[\\/]$/, "") : undefined;
}

/**
 * What the package.json of a new repository asks for: the version of this command, and the libraries' as the platforms have them; or, as long
 * as it runs from a clone, the clone's own, so that what it made works with what made it.
 */
export function packagesFor(folder: string): Readonly<Record<string, string>> {
  const clone = packagesOfClone();
  if (clone === undefined) return dependencies(() => tool.version, releasedLibraries());
  const link = (path: string) => `link:${relative(folder, join(clone, path)).replaceAll(sep, "/")}`;
  return dependencies(link, (library) => link(join("presets/node_modules", library)));
}

/** The clone that this command runs from, as a new repository's README tells of it; undefined where it was installed as a package. */
export function cloneFor(folder: string): CloneOfStreamform | undefined {
  const clone = packagesOfClone();
  if (clone === undefined) return undefined;
  const packed = dependencies((name) => `file:vendor/streamform-${name}-${tool.version}.tgz`, releasedLibraries());
  return { path: relative(folder, dirname(clone)).replaceAll(sep, "/"), packed };
}

function dependencies(source: (name: Own) => string, library: (name: Library) => string): Record<string, string> {
  const entries = [
    ...own.map((name) => [`@streamform/${name}`, source(name)] as const),
    ...libraries.map((name) => [name, library(name)] as const),
  ];
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Versions of the libraries that the platforms were made with: a second copy of one would not be the same to them. */
function releasedLibraries(): (name: Library) => string {
  const presets = createRequire(import.meta.url).resolve("@streamform/presets");
  const { dependencies } = JSON.parse(readFileSync(join(dirname(presets), "../package.json"), "utf8")) as {
    dependencies: Readonly<Record<Library, string>>;
  };
  return (name) => dependencies[name];
}
