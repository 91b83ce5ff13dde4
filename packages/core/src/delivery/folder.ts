import type { Artifact } from "../compile/artifact.js";
import { renderManifest } from "../compile/kubernetes/render-manifest.js";
import type { Manifest } from "../kinds/manifest.js";

/** A folder of objects that an engine or a person applies as a whole. */
export interface Folder {
  /** Path below the environment's folder. */
  readonly path: string;
  readonly objects: readonly Manifest[];
  /** Other folders that belong to it, relative to it. */
  readonly folders?: readonly string[] | undefined;
  /** Paths of the spec that an object was also made from, because a patch changed it. */
  readonly reads?: ReadonlyMap<Manifest, readonly string[]> | undefined;
}

/** One file an object and a `kustomization.yaml` that lists them, so that nothing else in the folder is ever read. */
export function folderArtifacts({ path, objects, folders = [], reads }: Folder, source: string): readonly Artifact[] {
  const files = objects
    .map((object) => ({
      name: `${object.kind.toLowerCase()}-${object.metadata.name}.yaml`,
      object,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const kustomization = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: [...folders, ...files.map(({ name }) => name)],
  };
  return [
    ...files.map(({ name, object }) => ({
      ...artifact(`${path}/${name}`, renderManifest(object, source)),
      reads: reads?.get(object) ?? [],
    })),
    artifact(`${path}/kustomization.yaml`, renderManifest(kustomization, source)),
  ];
}

/** A file that belongs to the environment as a whole. */
export function artifact(path: string, content: string, options: { readonly executable?: boolean } = {}): Artifact {
  return { path, content, ...options, unit: "environment", reads: [] };
}
