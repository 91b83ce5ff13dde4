import type { Environment } from "../environment/environment.js";
import type { Artifact } from "./artifact.js";
import type { Compiled, PatchedComponent, UnitKind } from "./compiled.js";
import { fileNames } from "./kubernetes/file-names.js";
import { kustomization } from "./kubernetes/kustomization.js";
import { renderManifest } from "./kubernetes/render-manifest.js";
import type { HostsUnit, KubernetesUnit, TerraformUnit, Unit } from "./plan.js";

/** A component's units: its stack, chart and files, if they are not empty. */
export function unitsOf(compiled: PatchedComponent, { file }: Environment): Unit[] {
  return [terraformUnit(compiled), kubernetesUnit(compiled, file), hostsUnit(compiled)].filter(
    (unit) => unit !== undefined,
  );
}

function frame({ member: { component }, needs, reads }: Compiled, kind: UnitKind) {
  const id = `${kind}/${component.name}`;
  const sorted = [...reads[kind]].sort();
  const artifact = (path: string, content: string, executable = false): Artifact => ({
    path: `${id}/${path}`,
    content,
    ...(executable ? { executable } : {}),
    unit: id,
    reads: sorted,
  });
  const dependsOn = [...needs[kind]].sort();
  return { base: { id, component: component.name, title: component.title, dependsOn, reads: sorted }, artifact };
}

function terraformUnit(compiled: Compiled): TerraformUnit | undefined {
  const { stack } = compiled;
  if (!stack || stack.isEmpty()) return undefined;
  const { base, artifact } = frame(compiled, "terraform");
  return {
    ...base,
    kind: "terraform",
    requiredVersion: stack.requiredVersion(),
    backend: { ...stack.backend() },
    artifacts: [
      artifact("main.tf.json", stack.toJson()),
      ...stack.beside.map(({ name, text }) => artifact(name, text)),
    ],
    parameters: stack.parameterNames(),
    outputs: stack.outputNames(),
    resources: stack.resources(),
  };
}

function kubernetesUnit(compiled: PatchedComponent, file: string): KubernetesUnit | undefined {
  const { manifests, helmReleases, contentNames } = compiled;
  const source = compiled.member.component.extra?.source ?? file;
  if (manifests.length + helmReleases.length === 0) return undefined;
  const { base, artifact } = frame(compiled, "kubernetes");
  const names = fileNames(manifests, contentNames);
  const files = new Map(manifests.map((manifest) => [manifest, `${names.get(manifest)}.yaml`]));
  const objects = [...files].map(([manifest, name]) => artifact(name, renderManifest(manifest, source)));
  const list = kustomization(base.id, [...files.values()], source);
  const artifacts = objects.length > 0 ? [...objects, { ...list, unit: base.id, reads: base.reads }] : [];
  return { ...base, kind: "kubernetes", source, artifacts, files, manifests, helmReleases };
}

function hostsUnit(compiled: Compiled): HostsUnit | undefined {
  if (compiled.files.length === 0) return undefined;
  const { base, artifact } = frame(compiled, "hosts");
  return {
    ...base,
    kind: "hosts",
    artifacts: compiled.files.map(({ path, content, executable }) => artifact(path, content, executable)),
  };
}

/** Objects that several units make, with the first two of them. */
export function sameObjects(
  units: readonly KubernetesUnit[],
): [object: string, units: [KubernetesUnit, KubernetesUnit]][] {
  const makers = new Map<string, KubernetesUnit[]>();
  for (const unit of units) {
    for (const { apiVersion, kind, metadata } of unit.manifests) {
      const key =
        `${apiVersion.split("/").slice(0, -1).join("/")} ${kind} ${metadata.namespace ?? ""}/${metadata.name}`.trim();
      makers.set(key, [...(makers.get(key) ?? []), unit]);
    }
  }
  return [...makers].flatMap(([object, [first, second]]) => (first && second ? [[object, [first, second]]] : []));
}
