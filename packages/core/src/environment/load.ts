import path from "node:path";
import { z } from "zod";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { baseSpec } from "./base-spec.js";
import { emptyKeys } from "./empty-keys.js";
import type { Environment, Layer } from "./environment.js";
import { readExtra } from "./extra-files.js";
import { extraPages } from "./extra-pages.js";
import { readLayers } from "./layers.js";
import { limitDiagnostics } from "./limit.js";
import { withLiteralNulls } from "./literal-nulls.js";
import { isBroken, type LocatedMap, locate, nearestKeyPosition, nodeAt } from "./located.js";
import { mergeLayers } from "./merge.js";
import { readingPages } from "./pages.js";
import { diskFiles, type FileSystem, fromRoot } from "./read-file.js";
import { withReplacedKeys } from "./replaced-keys.js";
import { resolvedEnvironment } from "./resolved.js";
import { specPages } from "./spec-pages.js";
import { closest } from "./suggest.js";
import { validate } from "./validate.js";

/** What loading needs to know of a platform. */
export interface PlatformShape {
  readonly name: string;
  /** A strict object: the base spec and a key for each component. */
  readonly schema: z.ZodType;
  /** The layer below all others, as it would be written in a file. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

export interface LoadOptions {
  /** The project's root: files are named from here, and none outside of it is read. */
  readonly root: string;
  readonly platform: (name: string) => PlatformShape | undefined | Promise<PlatformShape | undefined>;
  readonly platformNames: readonly string[];
  /** Default: the disk. */
  readonly files?: FileSystem | undefined;
}

export interface LoadResult {
  /** Absent if there are errors. */
  readonly environment?: Environment | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file that was read, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads an environment file with all its layers. It returns all problems as diagnostics, and does not throw because of a file's content. */
export async function loadEnvironment(
  file: string,
  { root, platform, platformNames, files = diskFiles }: LoadOptions,
): Promise<LoadResult> {
  const absoluteRoot = path.resolve(root);
  const absolute = path.resolve(absoluteRoot, file);
  const { trees, layers, diagnostics, sources } = await readLayers(absolute, { root: absoluteRoot, files });
  const [bottom, ...above] = trees ?? [];
  if (!bottom) return { diagnostics: limitDiagnostics(diagnostics), sources };

  const written = mergeLayers(bottom, ...above);
  const chosen = await choosePlatform(written, { platform, platformNames });
  const resolved =
    chosen === undefined || "code" in chosen
      ? withoutPlatform(written, chosen)
      : resolve([bottom, ...above], chosen, { file: fromRoot(absoluteRoot, absolute), layers });
  const { environment, ...own } = await withExtra(resolved, { root: absoluteRoot, files });
  const all = limitDiagnostics([...diagnostics, ...own.diagnostics]);
  const texts = new Map([...sources, ...(environment?.extra ?? []).map(({ file, text }) => [file, text] as const)]);
  return { environment: hasErrors(all) ? undefined : environment, diagnostics: all, sources: texts };
}

/** Makes an environment of an object, for tests and for programs that embed Streamform. All of its values have the place `environment:1:1`. */
export function environmentFromObject(object: Readonly<Record<string, unknown>>, platform: PlatformShape): LoadResult {
  const position = { file: "environment", line: 1, column: 1 };
  const sources = new Map<string, string>();
  if (object["extends"] !== undefined) {
    return {
      diagnostics: [
        report(
          readingPages.extendsShape,
          "the environment is not a file, so the paths under extends are relative to nothing",
          {
            path: "extends",
            position,
          },
        ),
      ],
      sources,
    };
  }
  const { kubernetes = {}, terraform = {} } = (object["extra"] ?? {}) as Readonly<Record<string, object | undefined>>;
  if (Object.keys({ ...kubernetes, ...terraform }).length > 0)
    return {
      diagnostics: [
        report(extraPages.noFile, "the environment is not a file, so the paths under extra are relative to nothing", {
          path: "extra",
          position,
        }),
      ],
      sources,
    };
  try {
    const tree = locate(object, { kind: "file", position }) as LocatedMap;
    return { ...resolve([tree], platform, { file: position.file, layers: [] }), sources };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { diagnostics: [report(readingPages.notPlainData, error.message, { position })], sources };
  }
}

type Resolved = Pick<LoadResult, "environment" | "diagnostics">;

/** Reads the files that the environment's `extra` names. */
async function withExtra(
  resolved: Resolved,
  from: { readonly root: string; readonly files: FileSystem },
): Promise<Resolved> {
  const { environment, diagnostics } = resolved;
  if (!environment) return resolved;
  const { files: extra, inputs, diagnostics: faults } = await readExtra(environment, from);
  return { environment: { ...environment, extra, inputs }, diagnostics: [...diagnostics, ...faults] };
}

/** Lays what was written over the platform's defaults, layer by layer, and validates it. */
function resolve(
  written: readonly LocatedMap[],
  platform: PlatformShape,
  source: { readonly file: string; readonly layers: readonly Layer[] },
): Resolved {
  const defaults = locate(platform.defaults, { kind: "platform", platform: platform.name }) as LocatedMap;
  const above = written.map((layer) => withReplacedKeys(layer, platform.schema));
  const tree = withLiteralNulls(mergeLayers(defaults, ...above));
  const environment = nameOf(tree);
  const { spec, diagnostics } = validate(platform.schema, tree, environment);
  const empty = emptyKeys(tree, { schema: platform.schema, layers: [defaults, ...written], environment });
  return {
    environment: spec === undefined ? undefined : resolvedEnvironment(tree, spec, source),
    diagnostics: [...diagnostics, ...empty],
  };
}

async function choosePlatform(
  tree: LocatedMap,
  { platform, platformNames }: Pick<LoadOptions, "platform" | "platformNames">,
): Promise<PlatformShape | Diagnostic | undefined> {
  const node = nodeAt(tree, ["platform"]);
  if (node ? isBroken(node) : tree.incomplete) return undefined; // that was reported
  const name = node?.kind === "scalar" ? node.value : undefined;
  const details = { path: "platform", environment: nameOf(tree) };
  const known = `known platforms: ${platformNames.join(", ")}`;
  if (typeof name !== "string") {
    const message = node ? "platform must be the name of a platform" : "platform is missing";
    return report(node ? specPages.wrongType : specPages.missingKey, message, {
      ...details,
      position: nearestKeyPosition(tree, ["platform"]),
      hint: known,
    });
  }
  const found = await platform(name);
  if (found) return found;
  const similar = closest(name, platformNames);
  const position = node?.origin.kind === "file" ? node.origin.position : undefined;
  return report(specPages.unknownPlatform, `there is no platform ${JSON.stringify(name)}`, {
    ...details,
    position,
    hint: similar === undefined ? known : `did you mean ${similar}?`,
  });
}

/** Without a platform only the common keys can be looked at. */
function withoutPlatform(tree: LocatedMap, complaint: Diagnostic | undefined): Resolved {
  const { diagnostics } = validate(z.looseObject(baseSpec.shape), tree, nameOf(tree));
  const others = diagnostics.filter(({ path }) => path !== "platform");
  return { diagnostics: complaint ? [complaint, ...others] : others };
}

function nameOf(tree: LocatedMap): string | undefined {
  const node = nodeAt(tree, ["name"]);
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}
