import type { Claim, Diagnostic } from "@streamform/core/embedding";
import { openProject, type Place } from "../project.js";

/**
 * Holds the environments that a command is about against all others of the project. Each is loaded, which takes some ten
 * milliseconds, and not compiled; those that cannot be loaded claim nothing, and say why where the command is about them.
 */
export async function findCollisions(
  files: readonly string[],
  selected: readonly string[],
  place: Place,
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly sources: ReadonlyMap<string, string> }> {
  const sources = new Map<string, string>();
  if (files.length < 2) return { diagnostics: [], sources };
  const { assembleFile, claimsOf, collisions } = await import("@streamform/core/embedding");
  const project = await openProject(place);
  const claims: Claim[] = [];
  const asked = new Set<string>();
  for (const file of files) {
    const { system, sources: read } = await assembleFile(file, project);
    if (!system) continue;
    claims.push(...claimsOf(system));
    if (!selected.includes(file)) continue;
    asked.add(system.environment.name);
    for (const [name, text] of read) sources.set(name, text);
  }
  return { diagnostics: collisions(claims).filter(({ environment = "" }) => asked.has(environment)), sources };
}
