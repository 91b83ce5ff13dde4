import { renderConfig } from "../../../../kafka/configuration/render.js";
import type { Value } from "../../../../kafka/configuration/value.js";

type Settings = Readonly<Record<string, Value | undefined>>;

/** A properties file in sections, each with a heading; a key that stands in two is written where it comes last. */
export function propertiesFile(sections: Readonly<Record<string, Settings>>): string {
  const last = new Map(
    Object.entries(sections).flatMap(([name, settings]) => Object.keys(settings).map((key) => [key, name])),
  );
  return Object.entries(sections)
    .map(([name, settings]) => {
      const lines = Object.entries(renderConfig(settings)).flatMap(([key, value]) =>
        last.get(key) === name ? [`${key}=${escaped(value)}\n`] : [],
      );
      return lines.length === 0 ? "" : `# ${name}\n${lines.join("")}`;
    })
    .filter((section) => section !== "")
    .join("\n");
}

/** As java.util.Properties reads it back; what it would take as it is, addresses above all, stays readable. */
function escaped(value: string): string {
  return value
    .replaceAll("\\", "\\\\")
    .replace(/^ +/, (spaces) => "\\ ".repeat(spaces.length))
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
