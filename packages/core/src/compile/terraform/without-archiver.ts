import Module, { createRequire } from "node:module";

/**
 * Spares cdktf the library with which it makes zip files, half of what it loads: it uses it in a process of its own alone, where this is without effect. To be
 * imported before cdktf.
 */
function withoutArchiver(): void {
  const { resolve, cache } = createRequire(import.meta.url);
  try {
    const path = createRequire(resolve("cdktf")).resolve("archiver");
    cache[path] ??= Object.assign(new Module(path), { loaded: true });
  } catch {
    // A cdktf that has no such library needs none of this.
  }
}

withoutArchiver();
