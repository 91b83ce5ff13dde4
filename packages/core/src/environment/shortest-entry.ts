import { requiredKeys, type Schema } from "./schema-walk.js";

/** The least that can be written for a key that takes a map: `bastion: {}`, `database: { version: …, volumeSize: … }`. */
export function shortestEntry(key: string, schema: Schema): string {
  const required = requiredKeys(schema).map((name) => `${name}: …`);
  return `${key}: ${required.length > 0 ? `{ ${required.join(", ")} }` : "{}"}`;
}
