import type { Artifact } from "../artifact.js";
import { renderManifest } from "./render-manifest.js";

/** The file that lists what kustomize reads in a folder, so that it never reads anything else. */
export function kustomization(
  folder: string,
  resources: readonly string[],
  source: string,
): Pick<Artifact, "path" | "content"> {
  const object = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources };
  return { path: `${folder}/kustomization.yaml`, content: renderManifest(object, source) };
}
