import type { ImageFolder } from "../../../../process/kubernetes/stateful-set.js";
import type { Folder } from "../../../../process/process.js";
import { folders } from "./folders.js";
import type { TieredStorage } from "./target.js";

/** Folder of a broker's cache; none without tiered storage. */
export function cacheFolder(target: TieredStorage | undefined): readonly (Folder & { readonly scratch: number })[] {
  return target ? [{ name: "tiered-storage-cache", path: folders.cache, scratch: 2 * target.cacheSize }] : [];
}

/** Image with a broker's plugin; none where the broker's own image has it. */
export function pluginImages(target: TieredStorage | undefined): readonly ImageFolder[] {
  const image = target?.pluginImage;
  return image === undefined ? [] : [{ name: "tiered-storage-plugin", path: folders.plugin, image }];
}
