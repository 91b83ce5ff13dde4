import type { StarterFile } from "../init/starter.js";

/** The tools that check and test components, in the versions that Streamform itself uses. */
export const tools = { "@types/node": "^20.19.0", typescript: "7.0.2", vitest: "^4.1.12" } as const;

const scripts = { typecheck: "tsc --noEmit", test: "vitest run" } as const;

interface PackageJson {
  readonly [key: string]: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of a component in a separate package. The package's folder contains the component's files. */
export function ownPackage(name: string, packages: Readonly<Record<string, string>>): StarterFile {
  return json({
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    engines: { node: ">=20.19.0" },
    exports: { ".": "./index.ts" },
    scripts,
    devDependencies: sorted({ ...packages, ...tools }),
  });
}

/** The package.json with the missing tools and scripts; undefined if nothing is missing. Existing entries are kept. Throws if it is not JSON. */
export function withTools(text: string): StarterFile | undefined {
  const found = JSON.parse(text) as PackageJson;
  const present = { ...found.dependencies, ...found.devDependencies };
  const missing = Object.entries(tools).filter(([name]) => !(name in present));
  const whole = {
    ...found,
    scripts: { ...found.scripts, ...lacking(scripts, found.scripts) },
    devDependencies: sorted({ ...found.devDependencies, ...Object.fromEntries(missing) }),
  };
  return JSON.stringify(whole) === JSON.stringify(found) ? undefined : json(whole);
}

function lacking(wanted: Readonly<Record<string, string>>, present: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in present)));
}

function sorted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function json(value: unknown): StarterFile {
  return { path: "package.json", content: `${JSON.stringify(value, undefined, 2)}\n` };
}

/** Strict, because the types of components require it. Node.js or Streamform runs the sources, so the compiler writes no files. */
export const tsconfig: StarterFile = {
  path: "tsconfig.json",
  content: `${JSON.stringify(
    {
      compilerOptions: {
        target: "ES2023",
        lib: ["ES2023"],
        module: "NodeNext",
        types: ["node"],
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        verbatimModuleSyntax: true,
        skipLibCheck: true,
        noEmit: true,
      },
      exclude: ["node_modules", "generated"],
    },
    undefined,
    2,
  )}\n`,
};
