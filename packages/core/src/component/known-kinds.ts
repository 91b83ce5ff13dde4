import type { Environment } from "../environment/environment.js";
import { type Kinds, kindsWith } from "../kinds/registry.js";
import { extraKinds } from "./extra/extra-components.js";
import type { Platform } from "./platform.js";

/** The kinds that an environment knows: core's, those of its platform and of the platform's components, and those that its `extra` describes. */
export function knownKinds(environment: Environment, { kinds, components, fields }: Platform): Kinds {
  const ofComponents = components.flatMap(({ definition }) => definition.kinds ?? []);
  return kindsWith([...kinds, ...ofComponents, ...extraKinds(environment)], fields);
}
