import type { EnvironmentInput } from "@streamform/core";
import type { platforms } from "./platforms.js";

/** What an environment file in TypeScript may hold, for any platform of this package. */
export type PresetEnvironment = EnvironmentInput<(typeof platforms)[number]>;

/** Types an environment file: `export default defineEnvironment({ platform: "msk", … })`. */
export function defineEnvironment(environment: PresetEnvironment): PresetEnvironment {
  return environment;
}
