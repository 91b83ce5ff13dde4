import { sizeQuantity } from "../../../../kubernetes/quantity.js";
import { folders } from "./folders.js";
import type { TieredStorage } from "./target.js";

const names = { cache: "tiered-storage-cache", plugin: "tiered-storage-plugin" } as const;

/** Volumes of a broker with tiered storage, in the words of a pod, and where its container mounts them. */
export function tieredStorageVolumes({ cacheSize, pluginImage }: TieredStorage) {
  const cache = {
    volume: { name: names.cache, emptyDir: { sizeLimit: sizeQuantity(2 * cacheSize) } },
    mount: { name: names.cache, mountPath: folders.cache },
  };
  const plugin = pluginImage !== undefined && {
    volume: { name: names.plugin, image: { reference: pluginImage, pullPolicy: "IfNotPresent" } },
    mount: { name: names.plugin, mountPath: folders.plugin, readOnly: true },
  };
  return {
    volumes: [cache.volume, ...(plugin ? [plugin.volume] : [])],
    mounts: [cache.mount, ...(plugin ? [plugin.mount] : [])],
  };
}
