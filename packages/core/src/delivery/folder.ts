import type { Artifact } from "../compile/artifact.js";
import { kustomization } from "../compile/kubernetes/kustomization.js";
import { renderManifest } from "../compile/kubernetes/render-manifest.js";
import type { Unit } from "../compile/plan.js";
import type { Manifest } from "../kinds/manifest.js";

/** A folder of objects that an engine or a person applies as a whole. */
export interface Folder {
  /** Path below the environment's folder. */
  readonly path: string;
  readonly objects: readonly Manifest[];
  /** Other folders that belong to it, relative to it. */
  readonly folders?: readonly string[] | undefined;
  /** The unit that the whole folder holds: its Terraform object, or its Helm releases. A folder that points to units holds none. */
  readonly unit?: Unit | undefined;
  /** Paths of the spec that single objects were made from besides: an Application holds a Helm release, a patch changed an object. */
  readonly reads?: ReadonlyMap<Manifest, readonly string[]> | undefined;
}

/** One file an object and a `kustomization.yaml` that lists them, so that nothing else in the folder is ever read. */
export function folderArtifacts(
  { path, objects, folders = [], unit, reads }: Folder,
  source: string,
): readonly Artifact[] {
  const own = unit?.reads ?? [];
  const files = objects
    .map((object) => ({
      name: `${object.kind.toLowerCase()}-${object.metadata.name}.yaml`,
      object,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const list = kustomization(path, [...folders, ...files.map(({ name }) => name)], source);
  return [
    ...files.map(({ name, object }) =>
      artifact(`${path}/${name}`, renderManifest(object, source), { reads: [...own, ...(reads?.get(object) ?? [])] }),
    ),
    artifact(list.path, list.content, { reads: own }),
  ];
}

/** A file that belongs to the environment as a whole. */
export function artifact(
  path: string,
  content: string,
  { executable, reads = [] }: { readonly executable?: boolean; readonly reads?: readonly string[] } = {},
): Artifact {
  return { path, content, ...(executable ? { executable } : {}), unit: "environment", reads };
}
