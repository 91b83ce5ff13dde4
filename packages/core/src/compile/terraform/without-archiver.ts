import Module, { createRequire } from "node:module";

/**
 * Keeps cdktf from loading its library for zip files, half of its load time. cdktf uses the library only in a separate process, where this has no effect.
 * Import this module before cdktf.
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
