/** A properties file. If a key occurs twice, the last value applies. */
export function propertiesOf(settings: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${escapedProperty(String(value))}\n`)
    .join("");
}

/** A value, escaped for java.util.Properties. Characters that need no escape, as in addresses, stay readable. */
export function escapedProperty(value: string): string {
  return value
    .replaceAll("\\", "\\\\")
    .replace(/^ +/, (spaces) => "\\ ".repeat(spaces.length))
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
