import { renderConfig } from "../../../../kafka/configuration/render.js";
import type { Value } from "../../../../kafka/configuration/value.js";
import { escapedProperty } from "../../../../kafka/properties.js";

type Settings = Readonly<Record<string, Value | undefined>>;

/** A properties file in sections, each with a heading; a key that stands in two is written where it comes last. */
export function propertiesFile(sections: Readonly<Record<string, Settings>>): string {
  const last = new Map(
    Object.entries(sections).flatMap(([name, settings]) => Object.keys(settings).map((key) => [key, name])),
  );
  return Object.entries(sections)
    .map(([name, settings]) => {
      const lines = Object.entries(renderConfig(settings)).flatMap(([key, value]) =>
        last.get(key) === name ? [`${key}=${escapedProperty(value)}\n`] : [],
      );
      return lines.length === 0 ? "" : `# ${name}\n${lines.join("")}`;
    })
    .filter((section) => section !== "")
    .join("\n");
}
