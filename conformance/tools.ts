import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the scripts that bring real tools to a machine. */
const folder = process.env.STREAMFORM_TOOLS ?? fileURLToPath(new URL("../../shared/bin", import.meta.url));

/** Path of a tool's script. */
export function tool(name: string): string {
  return join(folder, name);
}

/**
 * Why a test that needs these tools is skipped on this machine; undefined where all of them are there, as scripts of the
 * tools' folder or on the PATH.
 * @throws where one is missing and STREAMFORM_REQUIRE_TOOLS is 1
 */
export function requireTools(names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !isThere(name));
  if (missing.length === 0) return undefined;
  const reason = `not on this machine: ${missing.join(", ")}`;
  if (process.env.STREAMFORM_REQUIRE_TOOLS === "1") throw new Error(reason);
  return reason;
}

function isThere(name: string): boolean {
  return [folder, ...(process.env.PATH ?? "").split(delimiter)].some((place) => isExecutable(join(place, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
