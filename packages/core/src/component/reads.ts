import { byCodePoint } from "../diagnostics/code-point.js";
import { type Path, parsePath, renderPath } from "../diagnostics/path.js";

/** Rendered paths of the spec that something was made from. `topics.*` is a map or list whose entries were listed. */
export type Reads = Set<string>;

const entries = ".*";

/** Notes a read of a lens. */
export function note(reads: Reads, path: Path, isListed: boolean): void {
  if (path.length === 0) return;
  const text = renderPath(path);
  reads.add(text);
  if (isListed) reads.add(text + entries);
}

/** The paths without the wildcard for entries. */
export function pathsOf(reads: readonly string[]): readonly string[] {
  return reads.filter((read) => !read.endsWith(entries));
}

/** A path in the tree of all that were read. */
interface Branch {
  isListed: boolean;
  readonly below: Map<string | number, Branch>;
}

/**
 * The fewest paths that cover all reads, sorted. A map or list whose entries were listed covers them, because added entries would be
 * read too.
 */
export function summarize(reads: readonly string[]): readonly string[] {
  const root = branch();
  for (const read of new Set(reads)) {
    const isListed = read.endsWith(entries);
    const path = parsePath(isListed ? read.slice(0, -entries.length) : read);
    if (path === undefined) throw new Error(`"${read}" is not a path of a spec`);
    const end = path.reduce((place, key) => {
      const next = place.below.get(key) ?? branch();
      place.below.set(key, next);
      return next;
    }, root);
    if (isListed) end.isListed = true;
  }
  return endsOf(root, []).map(renderPath).sort(byCodePoint);
}

function branch(): Branch {
  return { isListed: false, below: new Map() };
}

function endsOf({ isListed, below }: Branch, path: Path): Path[] {
  if (path.length > 0 && (isListed || below.size === 0)) return [path];
  return [...below].flatMap(([key, next]) => endsOf(next, [...path, key]));
}
