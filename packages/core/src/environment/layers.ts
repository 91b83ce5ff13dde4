import path from "node:path";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { Layer } from "./environment.js";
import { loadTypescriptLayer } from "./layer-typescript.js";
import { type ParsedLayer, parseYamlLayer } from "./layer-yaml.js";
import { isNull, type LocatedMap, type LocatedNode } from "./located.js";
import { readingPages as pages } from "./pages.js";
import { type FileSystem, fromRoot, isInside, readSource, type SourceText } from "./read-file.js";

/** What the files of an environment say, before they are merged. */
export interface Layers {
  /** Trees in the order that they are laid over each other, without `extends`; absent where a file could not be read to the end. */
  readonly trees?: readonly LocatedMap[] | undefined;
  readonly layers: readonly Layer[];
  readonly diagnostics: readonly Diagnostic[];
  /** Text by file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads a file and all that it extends, each once: a file's bases come before it in the order that it names them, the file itself last.
 * Both paths are absolute.
 */
export async function readLayers(
  file: string,
  { root, files }: { readonly root: string; readonly files: FileSystem },
): Promise<Layers> {
  const trees: LocatedMap[] = [];
  const layers: Layer[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const visited = new Set<string>();
  let complete = true;

  async function visit(absolute: string, trail: readonly string[], askedAt?: Position): Promise<void> {
    const name = fromRoot(root, absolute);
    const position = askedAt ?? { file: name, line: 1, column: 1 };
    const refused = refusePath(absolute, name, trail, position);
    if (refused) {
      complete = false;
      diagnostics.push(refused);
      return;
    }
    if (visited.has(name)) return;
    visited.add(name);

    const source = await readSource(root, name, { files, askedAt });
    if ("code" in source) {
      complete = false;
      diagnostics.push(source);
      return;
    }
    sources.set(name, source.text);
    const parsed = await parseLayer(root, source);
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic); // a spread of very many overflows the stack
    if (!parsed.root) {
      complete = false;
      return;
    }
    const { bases, tree, complaints } = takeExtends(parsed.root);
    for (const complaint of complaints) diagnostics.push(complaint);
    if (complaints.length > 0) complete = false;
    for (const base of bases)
      await visit(path.resolve(path.dirname(absolute), base.path), [...trail, name], base.position);
    trees.push(tree);
    layers.push({ file: name, sha256: source.sha256 });
  }

  function refusePath(
    absolute: string,
    name: string,
    trail: readonly string[],
    position: Position,
  ): Diagnostic | undefined {
    if (!isInside(root, absolute)) return report(pages.outsideRoot, `${name} is outside the project`, { position });
    const begin = trail.indexOf(name);
    if (begin >= 0)
      return report(pages.extendsCycle, `layers extend each other: ${[...trail.slice(begin), name].join(" → ")}`, {
        position,
      });
    if (!/\.(yaml|yml|ts)$/.test(name))
      return report(pages.unknownExtension, `${name} does not end in .yaml, .yml or .ts`, { position });
    return undefined;
  }

  await visit(file, []);
  return { trees: complete ? trees : undefined, layers, diagnostics, sources };
}

function parseLayer(root: string, source: SourceText): ParsedLayer | Promise<ParsedLayer> {
  return source.file.endsWith(".ts") ? loadTypescriptLayer(root, source) : parseYamlLayer(source);
}

interface Base {
  readonly path: string;
  readonly position: Position | undefined;
}

/** Splits `extends` off: it says what to merge and is no part of the merged spec. */
function takeExtends(root: LocatedMap): {
  readonly bases: readonly Base[];
  readonly tree: LocatedMap;
  readonly complaints: readonly Diagnostic[];
} {
  const complaints: Diagnostic[] = [];
  const entries = new Map(root.entries);
  const entry = entries.get("extends");
  entries.delete("extends");
  const tree = { ...root, entries };
  if (!entry || isNull(entry.node)) return { bases: [], tree, complaints };

  const complain = (node: LocatedNode, message: string, written?: string): [] => {
    complaints.push(
      report(pages.extendsShape, message, {
        path: "extends",
        position: positionOf(node),
        hint: `write extends: [${written ?? "./base/eu.yaml"}]`,
      }),
    );
    return [];
  };
  if (entry.node.kind !== "list") {
    const only = entry.node.kind === "scalar" && typeof entry.node.value === "string" ? entry.node.value : "";
    const bases = complain(entry.node, "extends must be a list of files", only === "" ? undefined : only);
    return { bases, tree, complaints };
  }
  const bases = entry.node.items.flatMap((item) => {
    if (item.kind !== "scalar" || typeof item.value !== "string" || item.value === "")
      return complain(item, "each item of extends is the path of a file");
    if (path.isAbsolute(item.value))
      return complain(item, "paths under extends are relative to the file that names them");
    return [{ path: item.value, position: positionOf(item) }];
  });
  return { bases, tree, complaints };
}

function positionOf({ origin }: LocatedNode): Position | undefined {
  return origin.kind === "file" ? origin.position : undefined;
}
