import type { Platform } from "@streamform/core";
import type { Environment, LoadResult } from "@streamform/core/embedding";
import type { ProjectFlags } from "./flags.js";
import { locateProject, openProject, type Place } from "./project.js";
import { findFiles, select } from "./synth/selection.js";

/** The environment of a command, with its platform; or the diagnostics that prevent its loading. */
export interface OneEnvironment extends LoadResult {
  readonly place: Place;
  readonly platform?: Platform | undefined;
  readonly environment?: Environment | undefined;
}

/** Loads the environment that a word names. Throws a UsageError if there is none. */
export async function loadOne(word: string, flags: ProjectFlags): Promise<OneEnvironment> {
  const place = locateProject(flags, [word]);
  const { files } = await findFiles(place);
  const { selected } = await select([word], files, place);
  const { loadEnvironment, platformNamed } = await import("@streamform/core/embedding");
  const { platforms } = await openProject(place);
  const platform = platformNamed(platforms);
  const loaded = await loadEnvironment(String(selected[0]), {
    root: place.root,
    platform,
    platformNames: platforms.map(({ name }) => name),
  });
  return { ...loaded, place, platform: loaded.environment && (await platform(loaded.environment.spec.platform)) };
}
