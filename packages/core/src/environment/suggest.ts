import { distance } from "fastest-levenshtein";
import type { Path } from "../diagnostics/path.js";
import { renderPath } from "../diagnostics/path.js";
import { optionsOf, type Schema, schemaAt, shapeOf } from "./schema-walk.js";

/** The candidate that was probably meant: the same but for case and separators, the only longer one, or a few letters away. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const same = candidates.find((candidate) => bare(candidate) === bare(word));
  if (same !== undefined) return same;
  const longer = candidates.filter((candidate) => word.length >= 3 && candidate.startsWith(word));
  if (longer.length === 1) return longer[0];
  const limit = Math.max(1, Math.min(3, Math.floor(word.length / 3)));
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(bare(word), bare(candidate)) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= limit ? best.candidate : undefined;
}

/** What to say about a key that a schema does not have: the name that was meant, the place where it belongs, or the keys that there are. */
export function suggestKey(root: Schema, parent: Path, key: string, value: unknown): string | undefined {
  const known = keysAt(root, parent, value);
  const glued = /^([^:]+):\S/.exec(key)?.[1];
  if (glued !== undefined && known.includes(glued)) return `write a space after the colon: \`${glued}: value\``;
  const similar = closest(key, known);
  if (similar !== undefined) return `did you mean ${similar}?`;
  const home = homeOf(root, parent, key, value);
  if (home) return home.length === 0 ? `${key} belongs to the top level` : `${key} belongs under ${renderPath(home)}`;
  if (known.length === 0) return undefined;
  return known.length <= 12 ? `known keys: ${known.join(", ")}` : undefined;
}

/** Where else the very key exists: above, directly below, or in another component. */
function homeOf(root: Schema, parent: Path, key: string, value: unknown): Path | undefined {
  const above = parent.length > 0 ? [parent.slice(0, -1)] : [];
  const below = keysAt(root, parent, value).map((name) => [...parent, name]);
  const components = keysAt(root, [], value).map((name) => [name]);
  return [...above, ...below, ...components, []].find((place) => keysAt(root, place, value).includes(key));
}

function keysAt(root: Schema, path: Path, value: unknown): readonly string[] {
  const schema = schemaAt(root, path, value);
  if (!schema) return [];
  const options = optionsOf(schema) ?? [schema];
  return [...new Set(options.flatMap((option) => Object.keys(shapeOf(option) ?? {})))];
}
