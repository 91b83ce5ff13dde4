import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkCodeMistakes } from "./component/check-codes.js";
import type { Platform } from "./component/platform.js";
import { loadedPlatform, type PlatformOnDemand } from "./component/platform-on-demand.js";
import { DiagnosticError } from "./diagnostics/diagnostic.js";
import { definePages } from "./diagnostics/page.js";
import { report } from "./diagnostics/report.js";

/** The content of a project's `streamform.config.ts`. */
export interface Config {
  /** The project's own platforms, in addition to those of @streamform/presets. */
  readonly platforms?: readonly Platform[];
}

/** Names that a configuration may have, in the project's root. */
export const configNames = ["streamform.config.ts", "streamform.config.js", "streamform.config.mjs"] as const;

export const configPages = definePages({
  configFailed: {
    code: "SF5010",
    title: "The project's configuration cannot be read",
    severity: "error",
    because:
      "streamform.config.ts defines the project's own platforms. Without it, environments on these platforms cannot be read.",
    instead:
      "Write `export default defineConfig({ platforms: [ … ] })`. If the message is not enough, run the file on its own.",
  },
  severalConfigs: {
    code: "SF5011",
    title: "Several configurations",
    severity: "error",
    because: "Streamform reads one configuration and does not guess which.",
    instead: "Keep one of streamform.config.ts, streamform.config.js and streamform.config.mjs.",
  },
  samePlatform: {
    code: "SF5012",
    title: "Two platforms with one name",
    severity: "error",
    because: "An environment chooses its platform by name, so a name stands for one platform.",
    instead: "Give your own platform another name.",
  },
  checkCode: {
    code: "SF5013",
    title: "A check's code is in use already",
    severity: "error",
    because:
      "`explain`, `ignore` and pipelines identify a check by its code. With the same code, `explain` would print the wrong page, and an `ignore` entry would hide both checks.",
    instead:
      "Give the check a code from SF7000 to SF7999 that no other check has. Streamform itself never uses these codes.",
  },
});

/** Types a configuration: `export default defineConfig({ platforms: [ … ] })`. */
export function defineConfig(config: Config): Config {
  return config;
}

/** The configurations in a project's root; more than one is an error. */
export function findConfigs(root: string): string[] {
  return configNames.filter((name) => existsSync(join(root, name)));
}

/**
 * Reads a project's configuration, where it has one.
 *
 * @throws DiagnosticError with SF501x
 */
export async function loadConfig(root: string): Promise<Config> {
  const [name, another] = findConfigs(root);
  if (name === undefined) return {};
  const position = { file: name, line: 1, column: 1 };
  if (another !== undefined)
    throw new DiagnosticError([
      report(configPages.severalConfigs, `there are both ${name} and ${another}`, { position }),
    ]);
  const fail = (message: string) => new DiagnosticError([report(configPages.configFailed, message, { position })]);
  let config: unknown;
  try {
    config = await importDefault(join(root, name));
  } catch (error) {
    const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw fail(`${name} failed: ${thrown.split("\n")[0]}`);
  }
  if (!isConfig(config)) throw fail(`${name} has no configuration as its default export`);
  return config;
}

/** The platforms of a project: the given ones, and those of its configuration. Throws the errors of `loadConfig`. */
export async function loadPlatforms<Given extends { readonly name: string }>(
  root: string,
  given: readonly Given[],
): Promise<readonly (Given | Platform)[]> {
  const { platforms = [] } = await loadConfig(root);
  const all = [...given, ...platforms];
  const position = { file: findConfigs(root)[0] ?? "", line: 1, column: 1 };
  const double = all.find(({ name }, index) => all.findIndex((other) => other.name === name) !== index);
  refuseCodes(root, platforms);
  if (double === undefined) return all;
  throw new DiagnosticError([
    report(configPages.samePlatform, `two platforms have the name ${double.name}`, { position }),
  ]);
}

/** The same platforms, all loaded: no two of their checks have one code. Throws as `loadConfig` does. */
export async function loadAllPlatforms(
  root: string,
  given: readonly (Platform | PlatformOnDemand)[],
): Promise<readonly Platform[]> {
  const platforms = await Promise.all((await loadPlatforms(root, given)).map(loadedPlatform));
  refuseCodes(root, platforms);
  return platforms;
}

function refuseCodes(root: string, platforms: readonly Platform[]): void {
  const mistakes = checkCodeMistakes(platforms);
  if (mistakes.length === 0) return;
  const position = { file: findConfigs(root)[0] ?? "", line: 1, column: 1 };
  const { checkCode } = configPages;
  throw new DiagnosticError(
    mistakes.map((message) => report(checkCode, message, { position, hint: checkCode.instead })),
  );
}

async function importDefault(file: string): Promise<unknown> {
  if (!file.endsWith(".ts")) return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  const { createJiti } = await import("jiti");
  return createJiti(file, { fsCache: false, interopDefault: false }).import(file, { default: true });
}

function isConfig(value: unknown): value is Config {
  if (typeof value !== "object" || value === null) return false;
  const { platforms = [], ...others } = value as { platforms?: unknown };
  return Object.keys(others).length === 0 && Array.isArray(platforms) && platforms.every(isPlatform);
}

function isPlatform(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { kind, components } = value as { kind?: unknown; components?: unknown };
  return kind === "platform" && Array.isArray(components);
}
