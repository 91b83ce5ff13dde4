import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { findConfigs } from "@streamform/core/unchanged";
import { Argument, Command } from "commander";
import { type ExitCode, type Finish, UsageError } from "../exit-code.js";
import { type CommonFlags, examples, withCommonFlags } from "../flags.js";
import { packagesFor } from "../init/packages.js";
import type { StarterFile } from "../init/starter.js";
import { codesBelow, componentFiles } from "../new/component-files.js";
import { configWith, platformIn } from "../new/config.js";
import { type ComponentNames, componentNames } from "../new/names.js";
import { ownPackage, tsconfig, withTools } from "../new/package-json.js";
import { isFolder, locateProject, type Place } from "../project.js";
import { onTerminal, type Terminal, table } from "../terminal.js";

interface NewFlags extends CommonFlags {
  readonly dir?: string;
}

/** A file that was written or kept. Its path is relative to the package's folder, with `/`. */
interface Written {
  readonly path: string;
  readonly status: "created" | "changed" | "kept";
}

export function newCommand(finish: Finish): Command {
  return withCommonFlags(
    new Command("new")
      .description("Write your own component, with a test that passes and the settings to check it.")
      .addArgument(new Argument("<what>", "what to write").choices(["component"]))
      .argument("<name>", "name: lower-case words with hyphens, such as order-report")
      .option("--dir <dir>", "folder (default: components/<name> in the project)"),
  )
    .addHelpText(
      "after",
      examples("streamform new component heartbeat", "streamform new component heartbeat --dir ../acme-heartbeat"),
    )
    .action(async (_what: string, name: string, flags: NewFlags) =>
      finish(await onTerminal(flags, { files: [] }, (terminal) => newComponent(name, flags, terminal))),
    );
}

async function newComponent(name: string, { dir }: NewFlags, terminal: Terminal): Promise<ExitCode> {
  const names = componentNames(name, await keysTaken());
  const place = locateProject({});
  const folder = dir === undefined ? join(place.root, "components", name) : resolve(dir);
  if (existsSync(folder) && !isFolder(folder)) throw new UsageError(`${folder} is not a folder`);
  const root = packageOf(folder) ?? (dir === undefined ? place.root : folder);
  const manifest = packageJson(root, names); // first, so that nothing is written if it cannot be read
  const component = componentFiles(names, codesBelow(dirname(folder))).map((file) =>
    put(root, { ...file, path: fromRoot(root, join(folder, file.path)) }),
  );
  const files = [...component, manifest, put(root, tsconfig)];
  const config =
    root === place.root && isFolder(place.environments) ? configuration(place, names, folder) : elsewhere(names, root);
  if (config.file) files.push(config.file);
  const there = files.map(({ path, status }) => [status, path]);
  await terminal.report({
    text: terminal.quiet ? "" : `${table(there)}\n${nextSteps(names, root, config.lines)}`,
    document: { component: name, key: names.key, directory: folder, package: root, files },
  });
  return 0;
}

/** Keys of the common part of the spec and of all components. */
async function keysTaken(): Promise<ReadonlySet<string>> {
  const [{ baseSpec }, { platforms }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("@streamform/presets"),
  ]);
  const keys = platforms.flatMap(({ components }) => components.map(({ key }) => key));
  return new Set([...Object.keys(baseSpec.shape), ...keys]);
}

/** The nearest folder with a package.json, at or above a folder that may not exist yet. */
function packageOf(folder: string): string | undefined {
  for (let above = folder; above !== dirname(above); above = dirname(above))
    if (existsSync(join(above, "package.json"))) return above;
  return undefined;
}

/** Writes a file unless the path exists, even as a link. */
function put(root: string, { path, content }: StarterFile): Written {
  const place = join(root, path);
  if (lstatSync(place, { throwIfNoEntry: false })) return { path, status: "kept" };
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content, { flag: "wx" });
  return { path, status: "created" };
}

/** Adds the tools that check and test components to the package.json, or creates one. */
function packageJson(root: string, { name }: ComponentNames): Written {
  const place = join(root, "package.json");
  if (!existsSync(place)) return put(root, ownPackage(packageName(root, name), packagesFor(root)));
  let changed: StarterFile | undefined;
  try {
    changed = withTools(readFileSync(place, "utf8"));
  } catch (error) {
    throw new UsageError(`${place} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (changed) writeFileSync(place, changed.content);
  return { path: "package.json", status: changed ? "changed" : "kept" };
}

function packageName(root: string, component: string): string {
  const name = basename(root).toLowerCase();
  return /^[a-z0-9][a-z0-9._-]*$/.test(name) ? name : component;
}

/** Lines for a YAML file of an environment that uses the component. */
function block({ key, name }: ComponentNames): readonly string[] {
  return [
    `  ${key}: {}`,
    `  topics: { ${name}: { partitions: 1 } }`,
    `  users: { ${name}: { acls: { produce: [${name}] } } }`,
  ];
}

interface Configuration {
  readonly file?: Written;
  readonly lines: readonly string[];
}

/** How the repository of the environments gets a component of another package. */
function elsewhere(names: ComponentNames, root: string): Configuration {
  const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly name?: string };
  return {
    lines: [
      `In the repository of your environments: pnpm add -D link:${root}`,
      `Add to its streamform.config.ts: import { ${names.key} } from "${name ?? names.name}";`,
      `and ${names.key} to the components of your platform. In an environment of that platform:`,
      ...block(names),
    ],
  };
}

/** Adds the component to the project's platforms: writes a configuration, or prints the lines to add to the existing one. */
function configuration(place: Place, names: ComponentNames, folder: string): Configuration {
  const from = `./${fromRoot(place.root, folder)}/index.js`;
  const environments = readdirSync(place.environments)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => join(place.environments, file));
  const platform = platformIn(environments);
  const [existing] = findConfigs(place.root);
  if (existing !== undefined)
    return {
      lines: [
        `Add to ${existing}: import { ${names.key} } from "${from}";`,
        `and ${names.key} to the components of your platform. In an environment of that platform:`,
        ...block(names),
      ],
    };
  return {
    file: put(place.root, configWith(names, from, platform)),
    lines: [`In an environment: platform: own-${platform}, and these entries:`, ...block(names)],
  };
}

function nextSteps({ name }: ComponentNames, root: string, lines: readonly string[]): string {
  const there = relative(process.cwd(), root);
  return [
    `Next: ${there === "" ? "" : `cd ${there} && `}pnpm install && pnpm typecheck && pnpm test`,
    `Then change ${name} into the component that you need: its code is yours.`,
    ...lines,
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function fromRoot(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
