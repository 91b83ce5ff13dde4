import type { Platform } from "./platform.js";

/** A platform whose code is loaded only where an environment names it. */
export interface PlatformOnDemand {
  readonly name: string;
  /** The platform of that name. */
  readonly load: () => Promise<Platform>;
}

/** The platform itself, loaded where it was not yet. */
export async function loadedPlatform(platform: Platform | PlatformOnDemand): Promise<Platform> {
  return "load" in platform ? platform.load() : platform;
}

/** Finds a platform by its name, for `loadEnvironment`; undefined if there is none. */
export function platformNamed(
  platforms: readonly (Platform | PlatformOnDemand)[],
): (name: string) => Promise<Platform | undefined> {
  return async (name) => {
    const found = platforms.find((candidate) => candidate.name === name);
    return found && loadedPlatform(found);
  };
}
