import {
  type AnyComponent,
  assemble,
  check,
  compile,
  type Diagnostic,
  definePlatform,
  environmentFromObject,
  type Manifest,
  type Plan,
} from "@streamform/core";

/** What stands in every environment of a test, unless it says otherwise. */
const base = {
  apiVersion: "streamform/v1",
  name: "test",
  platform: "test",
  owner: "data-platform",
  aws: { accountId: "111122223333", region: "eu-central-1" },
  delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
};

/** The day that tests run on, as far as support windows go. */
const today = new Date("2026-11-21T00:00:00Z");

function platformOf(components: readonly AnyComponent[]) {
  return definePlatform({ name: "test", title: "Test", components: components as never });
}

function systemOf(object: Readonly<Record<string, unknown>>, components: readonly AnyComponent[]) {
  const platform = platformOf(components);
  const { environment, diagnostics } = environmentFromObject({ ...base, ...object }, platform);
  if (!environment) return { diagnostics: [...diagnostics] };
  const assembled = assemble(environment, platform);
  return { system: assembled.system, diagnostics: [...diagnostics, ...assembled.diagnostics] };
}

/** Everything that reading and checking say of an environment of these components. */
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

/** A Terraform module, as far as tests look into it. */
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
