/** What a component is tested with: an environment as an object, compiled in memory. */
import "./compile/terraform/without-archiver.js";
import { compile } from "./compile/compile.js";
import type { Plan } from "./compile/plan.js";
import type { AnyComponent } from "./component/any-component.js";
import { check } from "./component/run-checks.js";
import { assemble } from "./component/system.js";
import { base, platformOf } from "./component/testing.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { environmentFromObject } from "./environment/load.js";
import type { Manifest } from "./kinds/manifest.js";

/** The day of the tests, for support windows. */
const today = new Date("2026-11-21T00:00:00Z");

function systemOf(object: Readonly<Record<string, unknown>>, components: readonly AnyComponent[]) {
  const platform = platformOf(components);
  const { environment, diagnostics } = environmentFromObject({ ...base, ...object }, platform);
  if (!environment) return { diagnostics: [...diagnostics] };
  const assembled = assemble(environment, platform);
  return { system: assembled.system, diagnostics: [...diagnostics, ...assembled.diagnostics] };
}

/** All diagnostics of loading and checks for an environment with these components. */
export function diagnose(
  object: Readonly<Record<string, unknown>>,
  ...components: readonly AnyComponent[]
): Diagnostic[] {
  return diagnoseOn(today, object, ...components);
}

/** The same on another day. */
export function diagnoseOn(
  day: Date,
  object: Readonly<Record<string, unknown>>,
  ...components: readonly AnyComponent[]
): Diagnostic[] {
  const { system, diagnostics } = systemOf(object, components);
  return system ? [...diagnostics, ...check(system, day)] : diagnostics;
}

/** Codes of what `diagnose` finds. */
export function codes(object: Readonly<Record<string, unknown>>, ...components: readonly AnyComponent[]): string[] {
  return diagnose(object, ...components).map(({ code }) => code);
}

/** The parts of a Terraform module that tests read. */
export interface TerraformModule {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What an environment of these components compiles to. Throws where it does not. */
export function compileObject(object: Readonly<Record<string, unknown>>, ...components: readonly AnyComponent[]) {
  const { system, diagnostics } = systemOf(object, components);
  const { plan, diagnostics: more }: { plan?: Plan; diagnostics: readonly Diagnostic[] } = system
    ? compile(system)
    : { diagnostics: [] };
  if (!plan) throw new Error([...diagnostics, ...more].map(({ code, message }) => `${code} ${message}`).join("\n"));
  const file = (path: string): string => {
    const artifact = plan.units.flatMap((unit) => unit.artifacts).find((candidate) => candidate.path === path);
    if (!artifact)
      throw new Error(
        `no file ${path}; there are:\n${plan.units.flatMap((unit) => unit.artifacts.map((candidate) => candidate.path)).join("\n")}`,
      );
    return artifact.content;
  };
  return {
    plan,
    file,
    terraform: (component: string) => JSON.parse(file(`terraform/${component}/main.tf.json`)) as TerraformModule,
    manifests: (component: string): readonly Manifest[] =>
      plan.units.flatMap((unit) => (unit.kind === "kubernetes" && unit.component === component ? unit.manifests : [])),
    manifest: (component: string, kind: string): Manifest => {
      const found = plan.units
        .flatMap((unit) => (unit.kind === "kubernetes" && unit.component === component ? unit.manifests : []))
        .find((manifest) => manifest.kind === kind);
      if (!found) throw new Error(`${component} makes no ${kind}`);
      return found;
    },
  };
}
