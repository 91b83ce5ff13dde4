import { createHash } from "node:crypto";

/**
 * A name that fits in so many characters. A longer name is cut and ends in eight digits of a hash of the whole, so that two names
 * never become one.
 */
export function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, length - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}
