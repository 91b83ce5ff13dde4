import type { AnyComponent } from "../component/any-component.js";
import type { System } from "../component/system.js";
import type { KubernetesUnit } from "./plan.js";

/**
 * Components that bring pods into the environment's namespace and contribute to none of the collections that others of the environment
 * read, as `workloads`. Where nobody reads any, nothing is missing.
 */
export function unknownPods(
  { members, info, kinds }: System,
  charts: readonly KubernetesUnit[],
): { readonly component: AnyComponent; readonly message: string }[] {
  const readers = new Map<string, string[]>();
  for (const { component } of members)
    for (const use of Object.values(component.uses))
      if (use.kind === "collection") readers.set(use.name, [...(readers.get(use.name) ?? []), component.key]);
  if (readers.size === 0) return [];
  const read = [...readers].map(([name, keys]) => `${name} (read by ${keys.join(", ")})`).join(", ");
  return members.flatMap(({ component }) => {
    if (component.extra) return []; // nobody can contribute for it
    if ((component.definition.contributes ?? []).some(({ collection }) => readers.has(collection.name))) return [];
    const pods = (charts.find((chart) => chart.component === component.name)?.manifests ?? [])
      .filter(
        (manifest) =>
          kinds.of(manifest)?.pods !== undefined && manifest.metadata.namespace === info.kubernetes.namespace,
      )
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    return pods.length === 0
      ? []
      : [{ component, message: `${component.name} creates ${pods.join(", ")}, and contributes nothing to ${read}` }];
  });
}
