import type { AnyComponent } from "@streamform/core";
import { assembleFile, compile, type Project } from "@streamform/core/embedding";

/** The values of a component that other components can use. */
export interface Exported {
  readonly component: string;
  /** Names of `exports`, known at synth. */
  readonly exports: readonly string[];
  /** Names that `terraform` returns, known after apply. */
  readonly outputs: readonly string[];
}

/** The exports and outputs of the components in these environments, together. Components without any are left out. */
export async function exportedBy(files: readonly string[], project: Project): Promise<readonly Exported[]> {
  const found = new Map<string, { readonly exports: Set<string>; readonly outputs: Set<string> }>();
  for (const file of files) {
    const { system } = await assembleFile(file, project);
    const units = (system && compile(system).plan?.units) ?? [];
    for (const { component, part } of system?.members ?? []) {
      const { exports, outputs } = found.get(component.name) ?? { exports: new Set(), outputs: new Set() };
      found.set(component.name, { exports, outputs });
      for (const name of namesOf(component, part(new Set()))) exports.add(name);
      const main = units
        .find(({ id }) => id === `terraform/${component.name}`)
        ?.artifacts.find(({ path }) => path.endsWith("main.tf.json"));
      const { output = {} } = JSON.parse(main?.content ?? "{}") as { output?: object };
      for (const name of Object.keys(output)) if (!isOfEntry(name)) outputs.add(camelCase(name));
    }
  }
  return [...found]
    .map(([component, { exports, outputs }]) => ({
      component,
      exports: [...exports].sort(),
      outputs: [...outputs].sort(),
    }))
    .filter(({ exports, outputs }) => exports.length + outputs.length > 0)
    .sort((one, other) => (one.component < other.component ? -1 : 1));
}

function namesOf({ definition }: AnyComponent, part: object): readonly string[] {
  return Object.keys((definition.exports?.(part as never) ?? {}) as object);
}

/** Outputs of single entries of the spec, such as `suffix_admin` of `secrets`: their names are not fixed. */
function isOfEntry(name: string): boolean {
  return name.startsWith("suffix_");
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The page `docs/component-exports.md`. */
export function pageOf(exported: readonly Exported[]): string {
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  return [
    "<!-- Written by docs/guides.test.ts from the components of the examples: vitest run docs/guides --update -->",
    "",
    "# What components export",
    "",
    "Values that a [component](writing-a-component.md) can read from the components that it uses.",
    "",
    "| Component | `exports`, known at synth | Terraform outputs, known after apply |",
    "| --- | --- | --- |",
    ...exported.map(({ component, exports, outputs }) => `| \`${component}\` | ${code(exports)} | ${code(outputs)} |`),
    "",
  ].join("\n");
}
