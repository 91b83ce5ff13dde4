import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { StarterFile } from "../init/starter.js";
import type { ComponentNames } from "./names.js";

/** The template of new components: complete TypeScript, which this repository checks and tests unchanged. */
const template = new URL("../../templates/component/", import.meta.url);

/**
 * The files of a new component, with its names and codes. Paths are relative to its folder.
 *
 * @param codes codes of checks in other components of the project
 */
export function componentFiles(names: ComponentNames, codes: ReadonlySet<string>): StarterFile[] {
  return readdirSync(template)
    .sort()
    .map((file) => ({
      path: named(file, names),
      content: withFreeCodes(named(readFileSync(new URL(file, template), "utf8"), names), codes),
    }));
}

/** Codes of checks in the TypeScript below a folder. */
export function codesBelow(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return new Set(sources.flatMap((file) => readFileSync(join(folder, file), "utf8").match(/\bSF7\d{3}\b/g) ?? []));
}

/** Replaces the template's codes SF7001, SF7002 … with the first free codes. */
function withFreeCodes(text: string, taken: ReadonlySet<string>): string {
  const free = Array.from({ length: 998 }, (_, index) => `SF${7001 + index}`).filter((code) => !taken.has(code));
  return text.replace(/\bSF70(0[1-9])\b/g, (code, index: string) => free[Number(index) - 1] ?? code);
}

function named(text: string, { name, key, type, title }: ComponentNames): string {
  return text
    .replaceAll("my-component", name)
    .replaceAll("myComponent", key)
    .replaceAll("MyComponent", type)
    .replaceAll("My component", title);
}
