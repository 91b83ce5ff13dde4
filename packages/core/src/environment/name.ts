import path from "node:path";
import type { Position } from "../diagnostics/diagnostic.js";
import { baseSpec } from "./base-spec.js";
import { readLayers } from "./layers.js";
import { nodeAt, valuePosition } from "./located.js";
import { mergeLayers } from "./merge.js";
import { diskFiles, type FileSystem } from "./read-file.js";

/** The name of an environment, and its position. */
export interface EnvironmentName {
  readonly name: string;
  readonly position?: Position | undefined;
}

/** Reads no more of an environment than its name; undefined where the file or the name in it cannot be read, or that is none. */
export async function environmentName(
  file: string,
  { root, files = diskFiles }: { readonly root: string; readonly files?: FileSystem | undefined },
): Promise<EnvironmentName | undefined> {
  const absoluteRoot = path.resolve(root);
  const { trees } = await readLayers(path.resolve(absoluteRoot, file), { root: absoluteRoot, files });
  const [bottom, ...above] = trees ?? [];
  if (!bottom) return undefined;
  const tree = mergeLayers(bottom, ...above);
  const node = nodeAt(tree, ["name"]);
  const name = baseSpec.shape.name.safeParse(node?.kind === "scalar" ? node.value : undefined);
  if (!name.success) return undefined;
  return { name: name.data, position: valuePosition(tree, ["name"]) };
}
