import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "../../kinds/manifest.js";
import { isFields } from "../../kinds/fields/plain-data.js";

/** Fields by which pods name a ConfigMap. Source: Kubernetes API reference, Volume and EnvVar. */
const references: ReadonlySet<string> = new Set(["configMap", "configMapKeyRef", "configMapRef"]);

/** Objects of a chart, and what became of their names. */
interface Named {
  readonly manifests: readonly Manifest[];
  /** The new name of each renamed object. */
  readonly renamed: ReadonlyMap<Manifest, Manifest>;
  readonly contentNames: ReadonlyMap<string, string>;
}

/**
 * Renames patched objects whose names end in a hash of their content, and updates the references to them. A Job is immutable,
 * and pods do not read a ConfigMap again.
 *
 * @param bases see `contentNames`
 */
export function withContentNames(
  before: readonly Manifest[],
  after: readonly Manifest[],
  bases: ReadonlyMap<string, string>,
): Named {
  const originals = new Map(after.map((manifest, index) => [manifest, before[index]]));
  const names = new Map<string, string>();
  const renamed = new Map<Manifest, Manifest>();
  const contentNames = new Map(bases);
  const withOwnName = (content: Manifest): Manifest => {
    const old = content.metadata.name;
    const base = bases.get(old);
    if (base === undefined) return content;
    // The old name already covers everything that the component knew.
    const name = `${base}-${createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10)}`;
    contentNames.set(name, base);
    if (content.kind === "ConfigMap") names.set(old, name);
    return { ...content, metadata: { ...content.metadata, name } };
  };
  const step = (manifest: Manifest): Manifest => {
    const content = replaced(manifest, names) as Manifest;
    const refersAnew = !isDeepStrictEqual(content, manifest);
    if (!refersAnew && originals.get(manifest) === manifest) return manifest;
    const result = withOwnName(content);
    renamed.set(manifest, result);
    return result;
  };
  // ConfigMaps first, because their names are part of the content of objects that refer to them.
  const configured = after.map((manifest) => (manifest.kind === "ConfigMap" ? step(manifest) : manifest));
  const manifests = configured.map((manifest) => (manifest.kind === "ConfigMap" ? manifest : step(manifest)));
  return { manifests, renamed, contentNames };
}

function replaced(value: unknown, names: ReadonlyMap<string, string>, holder?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, names, holder));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const isName = key === "name" && typeof entry === "string" && references.has(holder ?? "");
      return [key, isName ? (names.get(entry) ?? entry) : replaced(entry, names, key)];
    }),
  );
}
