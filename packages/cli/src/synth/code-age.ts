import { statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * When the code that generates was last built, in milliseconds since 1970, in a checkout of Streamform itself: there it
 * changes without its version. Undefined for an installed release, whose version says all, and where nothing was built.
 */
export function codeBuiltAt(): number | undefined {
  const own = fileURLToPath(import.meta.url);
  if (own.includes(`${sep}node_modules${sep}`)) return undefined;
  return statSync(join(dirname(own), "../../dist/.built"), { throwIfNoEntry: false })?.mtimeMs;
}
