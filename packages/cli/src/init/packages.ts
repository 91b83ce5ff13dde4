import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { tool } from "../version.js";
import type { CloneOfStreamform } from "./starter.js";

/** Streamform's packages: the command, and the packages that a project's own components import. */
const own = ["cli", "core", "presets"] as const;
type Own = (typeof own)[number];

/** Libraries that components import: AWS resources, Kubernetes objects, schemas. */
const libraries = ["@cdktf/provider-aws", "cdk8s-plus-29", "zod"] as const;
type Library = (typeof libraries)[number];

/** The folder `packages` of the clone that this command runs from; undefined if it is an installed package. */
function packagesOfClone(): string | undefined {
  const packages = fileURLToPath(new URL("../../..", import.meta.url));
  const isInstalled = packages.split(sep).includes("node_modules");
  return !isInstalled && existsSync(`${packages}/presets/src`) ? packages.replace(/[\\/]$/, "") : undefined;
}

/**
 * The devDependencies of a new repository. For an installed command: its own version, and the versions of the libraries that the
 * platforms use. For a clone: links to the clone's packages and libraries.
 */
export function packagesFor(folder: string): Readonly<Record<string, string>> {
  const clone = packagesOfClone();
  if (clone === undefined) return dependencies(() => tool.version, releasedLibraries());
  const link = (path: string) => `link:${relative(folder, join(clone, path)).replaceAll(sep, "/")}`;
  return dependencies(link, (library) => link(join("presets/node_modules", library)));
}

/** The clone that this command runs from, for the README of a new repository; undefined if it is an installed package. */
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

/** Versions of the platforms' libraries. With another version there would be two copies, whose classes differ. */
function releasedLibraries(): (name: Library) => string {
  const presets = createRequire(import.meta.url).resolve("@streamform/presets");
  const { dependencies } = JSON.parse(readFileSync(join(dirname(presets), "../package.json"), "utf8")) as {
    dependencies: Readonly<Record<Library, string>>;
  };
  return (name) => dependencies[name];
}
