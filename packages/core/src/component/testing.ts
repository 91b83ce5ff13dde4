import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Environment } from "../environment/environment.js";
import { environmentFromObject } from "../environment/load.js";
import type { AnyComponent } from "./any-component.js";
import { definePlatform, type Platform } from "./platform.js";
import { assemble, type System } from "./system.js";

/** The default keys of a test's environment. */
export const base = {
  apiVersion: "streamform/v1",
  name: "test",
  platform: "test",
  owner: "data-platform",
  aws: { accountId: "111122223333", region: "eu-central-1" },
  delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
};

export function platformOf(
  components: readonly AnyComponent[],
  defaults: Readonly<Record<string, unknown>> = {},
): Platform {
  return definePlatform({ name: "test", title: "Test", components: components as never, defaults });
}

/** An environment of these components. Throws where the object is none. */
export function environmentOf(
  object: Readonly<Record<string, unknown>>,
  components: readonly AnyComponent[],
): Environment {
  const { environment, diagnostics } = environmentFromObject({ ...base, ...object }, platformOf(components));
  if (!environment)
    throw new Error(diagnostics.map(({ code, path, message }) => `${code} ${path} ${message}`).join("\n"));
  return environment;
}

/** What `assemble` makes of an environment of these components. */
export function assembleObject(
  object: Readonly<Record<string, unknown>>,
  components: readonly AnyComponent[],
): { system?: System; diagnostics: Diagnostic[] } {
  return assemble(environmentOf(object, components), platformOf(components));
}

/** The same, where the components fit together. */
export function systemOf(object: Readonly<Record<string, unknown>>, components: readonly AnyComponent[]): System {
  const { system, diagnostics } = assembleObject(object, components);
  if (!system) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return system;
}
