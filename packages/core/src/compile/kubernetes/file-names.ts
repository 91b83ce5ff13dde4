import type { Manifest } from "../../kinds/manifest.js";
import { shortened } from "../shortened.js";

/** Longest name of a file without `.yaml`; file systems take 255 bytes, and names of objects are ASCII. */
const longest = 255 - ".yaml".length;

/**
 * Names of the objects' files, without the extension: kind and name, and namespace or API group if several objects share kind and name.
 * The name contains a hash of the content only if two objects differ in nothing else.
 *
 * @param bases see `contentNames`
 */
export function fileNames(
  manifests: readonly Manifest[],
  bases: ReadonlyMap<string, string>,
): ReadonlyMap<Manifest, string> {
  const whole = (manifest: Manifest): string => `${manifest.kind.toLowerCase()}-${manifest.metadata.name}`;
  const based = (manifest: Manifest): string => {
    const { kind, metadata } = manifest;
    return `${kind.toLowerCase()}-${bases.get(metadata.name) ?? metadata.name}`;
  };
  const placed = (manifest: Manifest): string => `${whole(manifest)}-${manifest.metadata.namespace ?? "cluster"}`;
  const grouped = (manifest: Manifest): string => `${whole(manifest)}-${groupOf(manifest)}`;
  const full = (manifest: Manifest): string => `${placed(manifest)}-${groupOf(manifest)}`;

  const names = new Map<Manifest, string>();
  for (const alike of groupsBy(manifests, based)) {
    const forms = alike.length === 1 ? [based] : [whole, placed, grouped, full];
    const form = forms.find((one) => new Set(alike.map(one)).size === alike.length) ?? full;
    for (const manifest of alike) names.set(manifest, shortened(form(manifest), longest));
  }
  return names;
}

function groupOf({ apiVersion }: Manifest): string {
  return apiVersion.split("/")[0] ?? "";
}

function groupsBy(manifests: readonly Manifest[], key: (manifest: Manifest) => string): Iterable<readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(key(manifest));
    if (group) group.push(manifest);
    else groups.set(key(manifest), [manifest]);
  }
  return groups.values();
}
