import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "../kubernetes/manifest.js";
import { isFields } from "./merge.js";

const hash = /-[0-9a-f]{8,10}$/;

/** A name without the hash of the content that it ends in. */
export function withoutHash(name: string): string {
  return name.replace(hash, "");
}

/** Kinds that cannot be changed in the cluster, or are not read again when they are: their names bear a hash of what they hold. */
function isNamedByContent({ kind, metadata }: Manifest): boolean {
  return (kind === "Job" || kind === "ConfigMap") && hash.test(metadata.name);
}

/** Fields by which pods name a ConfigMap. Source: Kubernetes API reference, Volume and EnvVar. */
const references: ReadonlySet<string> = new Set(["configMap", "configMapKeyRef", "configMapRef"]);

/**
 * Gives objects whose names bear a hash of their content another one where a patch changed them, and what refers to them the new name: a
 * Job cannot be changed, and pods do not read a ConfigMap again.
 *
 * @returns the objects, and for each that is another one now what it became
 */
export function withContentNames(
  before: readonly Manifest[],
  after: readonly Manifest[],
): { readonly manifests: readonly Manifest[]; readonly renamed: ReadonlyMap<Manifest, Manifest> } {
  const originals = new Map(after.map((manifest, index) => [manifest, before[index]]));
  const names = new Map<string, string>();
  const renamed = new Map<Manifest, Manifest>();
  const step = (manifest: Manifest): Manifest => {
    const content = replaced(manifest, names) as Manifest;
    const refersAnew = !isDeepStrictEqual(content, manifest);
    if (!refersAnew && originals.get(manifest) === manifest) return manifest;
    const { name } = manifest.metadata;
    const result = isNamedByContent(manifest)
      ? { ...content, metadata: { ...content.metadata, name: newName(content) } }
      : content;
    if (manifest.kind === "ConfigMap") names.set(name, result.metadata.name);
    renamed.set(manifest, result);
    return result;
  };
  // ConfigMaps first: what refers to one bears its name in its own content.
  const configured = after.map((manifest) => (manifest.kind === "ConfigMap" ? step(manifest) : manifest));
  const manifests = configured.map((manifest) => (manifest.kind === "ConfigMap" ? manifest : step(manifest)));
  return { manifests, renamed };
}

/** Ends in a hash of the old name, which stands for all that the component knew, and of what the object holds now. */
function newName(content: Manifest): string {
  const { name } = content.metadata;
  const digest = createHash("sha256")
    .update(JSON.stringify([name, content]))
    .digest("hex");
  return `${withoutHash(name)}-${digest.slice(0, name.length - withoutHash(name).length - 1)}`;
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
