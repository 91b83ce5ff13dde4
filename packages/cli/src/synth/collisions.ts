import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@streamform/core/embedding";
import type { Place } from "../project.js";
import type { Seen } from "./seen.js";

/** Compares the claims of the selected files with those of all other files in the project. Files that cannot be loaded have no claims. */
export async function findCollisions(
  seen: readonly Seen[],
  selected: readonly string[],
  { root }: Place,
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly sources: ReadonlyMap<string, string> }> {
  const { collisions } = await import("@streamform/core/embedding");
  const asked = new Set(seen.flatMap(({ file, name }) => (selected.includes(file) && name ? [name.name] : [])));
  const diagnostics = collisions(seen.flatMap(({ claims }) => claims)).filter(({ environment = "" }) =>
    asked.has(environment),
  );
  const files = new Set(diagnostics.flatMap(({ position }) => position?.file ?? []));
  return { diagnostics, sources: new Map([...files].map((file) => [file, readFileSync(join(root, file), "utf8")])) };
}
