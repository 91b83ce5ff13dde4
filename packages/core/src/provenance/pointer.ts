import { parse } from "yaml";

/** A generated file's content as data, where it is a format that has fields. */
export function parseArtifact(path: string, content: string): unknown {
  if (path.endsWith(".json")) return JSON.parse(content);
  if (/\.ya?ml$/.test(path)) return parse(content);
  return undefined;
}

/** The value at a JSON pointer (RFC 6901); undefined if there is none. */
export function resolvePointer(value: unknown, pointer: string): unknown {
  if (pointer === "" || pointer === "/") return value;
  let current = value;
  for (const word of pointer.replace(/^\//, "").split("/")) {
    const key = word.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}

/** All pointers below a value, with their leaves; for suggestions. */
export function pointersOf(value: unknown, pointer = ""): string[] {
  if (typeof value !== "object" || value === null) return [pointer];
  return Object.entries(value).flatMap(([key, entry]) =>
    pointersOf(entry, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}
