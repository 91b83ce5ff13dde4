import { closest } from "../environment/suggest.js";
import { kindName } from "../kinds/kind.js";
import type { Manifest } from "../kinds/manifest.js";
import { groupOf, type Kinds } from "../kinds/registry.js";
import type { KubernetesUnit } from "./plan.js";

/** A kind of which an environment has objects and that nobody described. */
export interface UnknownKind {
  /** The component that makes the first object. */
  readonly component: string;
  readonly message: string;
  readonly hint: string;
}

/** The kinds that nobody described, each once a component. Nothing is guessed of them: not their scope, nor when they are ready. */
export function unknownKinds(charts: readonly KubernetesUnit[], kinds: Kinds): readonly UnknownKind[] {
  return charts.flatMap(({ component, manifests }) => {
    const first = new Map<string, Manifest>();
    for (const manifest of manifests) {
      const name = kindName({ group: groupOf(manifest), kind: manifest.kind });
      if (!kinds.of(manifest) && !first.has(name)) first.set(name, manifest);
    }
    return [...first.values()].map((manifest) => ({
      component,
      message: `${component} creates ${manifest.kind} ${manifest.metadata.name} (${manifest.apiVersion}), a kind that Streamform does not know`,
      hint: hintOf(manifest, kinds, component.startsWith("extra-")),
    }));
  });
}

function hintOf(manifest: Manifest, kinds: Kinds, isExtra: boolean): string {
  const group = groupOf(manifest);
  const known = kinds.all.filter((kind) => kind.group === group).map(({ kind }) => kind);
  const meant = closest(manifest.kind, known);
  const elsewhere = kinds.all.find(({ kind }) => kind === manifest.kind);
  const entry = `kinds: { ${group}/${manifest.kind}: { scope: namespace, ready: Ready } }`;
  const line = `kinds: [{ group: "${group}", kind: "${manifest.kind}", scope: "namespace", readiness: "exists" }]`;
  const describe = isExtra
    ? `describe it under \`extra\`: \`${entry}\`, with \`scope: cluster\` if its CRD says so, and without \`ready\` if it has no condition that means ready`
    : `describe it in the component's definition: \`${line}\`, with \`scope: "cluster"\` if its CRD says so, and with the condition that means ready, such as \`readiness: { condition: "Ready" }\``;
  if (meant !== undefined) return `did you mean ${meant}? If not, ${describe}`;
  return elsewhere ? `did you mean the group ${elsewhere.group || "v1"}? If not, ${describe}` : describe;
}
