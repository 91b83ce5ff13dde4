import { readdirSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * When the code that generates was last built, in milliseconds since 1970, in a checkout of Streamform itself: there it
 * changes without its version. Undefined for an installed release, whose version says all.
 */
export function codeBuiltAt(): number | undefined {
  const own = fileURLToPath(import.meta.url);
  if (own.includes(`${sep}node_modules${sep}`)) return undefined;
  const packages = join(dirname(own), "../../..");
  return Math.max(...["cli", "presets", "core"].map((name) => newest(join(packages, name, "dist"))));
}

function newest(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.(d\.ts|map|tsbuildinfo)$/.test(entry.name));
  return Math.max(0, ...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs));
}
