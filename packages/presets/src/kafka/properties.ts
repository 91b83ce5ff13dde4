/** A properties file; of a key that stands there twice, the last value holds. */
export function propertiesOf(settings: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${escapedProperty(String(value))}\n`)
    .join("");
}

/** A value as java.util.Properties reads it back; what it would take as it is, addresses above all, stays readable. */
export function escapedProperty(value: string): string {
  return value
    .replaceAll("\\", "\\\\")
    .replace(/^ +/, (spaces) => "\\ ".repeat(spaces.length))
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
