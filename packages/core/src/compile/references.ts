import { codeSpan } from "../component/code-span.js";
import type { HelmRelease } from "../component/helm-release.js";
import { type Kind, kindName } from "../kinds/kind.js";
import type { Manifest } from "../kinds/manifest.js";
import { type Named, objectsMadeBy, objectsNeededBy, readFromAwsBy } from "../kinds/references.js";
import { groupOf, isOwnGroup, type Kinds } from "../kinds/registry.js";
import type { PlannedPrecondition } from "./plan.js";

/** A chart, as far as its references go. */
export interface ReferencingChart {
  readonly id: string;
  readonly manifests: readonly Manifest[];
  readonly helmReleases: readonly HelmRelease[];
}

/** What a chart relies on in the cluster or in AWS. */
interface Need {
  /** What makes it has one of these. */
  readonly keys: readonly string[];
  /** Undefined where nothing is said of one that no unit makes. */
  readonly precondition?: PlannedPrecondition | undefined;
}

const keyOf = ({ kind, namespace = "", name }: Named) => `object ${kindName(kind)} ${namespace}/${name}`;
const groupKey = (group: string) => `api group ${group}`;

/**
 * Finds from the objects themselves what each chart relies on, and which unit makes it. What no unit makes is a precondition of
 * the environment.
 *
 * @param published unit by the name of the SSM parameter or Secrets Manager secret that it makes
 */
export function findReferences(
  charts: readonly ReferencingChart[],
  published: ReadonlyMap<string, string>,
  kinds: Kinds,
): { dependsOn: Map<string, Set<string>>; preconditions: PlannedPrecondition[] } {
  const namespace = namespaceKind(kinds);
  const makers = new Map(published);
  for (const { id, manifests } of charts)
    for (const made of manifests.flatMap((manifest) => objectsMadeBy(manifest, kinds))) makers.set(keyOf(made), id);
  for (const { id, helmReleases } of charts) {
    for (const release of helmReleases) {
      for (const group of release.provides) makers.set(groupKey(group), id);
      const own = keyOf(namespace(release.namespace));
      if (release.createNamespace !== false && !makers.has(own)) makers.set(own, id);
    }
  }

  const dependsOn = new Map<string, Set<string>>();
  const unmet = new Map<string, PlannedPrecondition>();
  for (const chart of charts) {
    const found = new Set<string>();
    for (const { keys, precondition } of needsOf(chart, kinds)) {
      const maker = keys.map((key) => makers.get(key)).find((id) => id !== undefined);
      if (maker === undefined && precondition) unmet.set(precondition.title.toLowerCase(), precondition);
      if (maker !== undefined && maker !== chart.id) found.add(maker);
    }
    dependsOn.set(chart.id, found);
  }
  return { dependsOn, preconditions: [...unmet].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => need) };
}

function needsOf({ manifests, helmReleases }: ReferencingChart, kinds: Kinds): Need[] {
  const namespace = namespaceKind(kinds);
  const needs: Need[] = [];
  const objects: Named[] = [];
  for (const manifest of manifests) {
    const group = groupOf(manifest);
    if (!isOwnGroup(group))
      needs.push({
        keys: [groupKey(group)],
        precondition: {
          title: `The CRDs of ${codeSpan(group)}`,
          text: "Installed in the cluster, with the controller that reconciles them.",
        },
      });
    if (manifest.metadata.namespace !== undefined) objects.push(namespace(manifest.metadata.namespace));
    objects.push(...objectsNeededBy(manifest, kinds));
    needs.push(...readFromAwsBy(manifest, kinds).map(needOfValue));
  }
  for (const release of helmReleases) {
    if (release.createNamespace === false) objects.push(namespace(release.namespace));
    objects.push(...(release.reaches ?? []).map(namespace));
  }
  return [...needs, ...objects.map(needOfObject)];
}

function namespaceKind(kinds: Kinds): (name: string) => Named {
  const kind = kinds.named("Namespace") as Kind;
  return (name) => ({ kind, namespace: undefined, name });
}

function needOfObject(named: Named): Need {
  const { kind, namespace, name } = named;
  const keys = [keyOf(named), keyOf({ kind, namespace: undefined, name })];
  if (!kind.precondition) return { keys };
  const { word = kind.kind, text } = kind.precondition;
  const title = `The ${word} ${codeSpan(namespace === undefined ? name : `${namespace}/${name}`)}`;
  const ofNamespace = kindName(kind) === "Namespace" ? { namespace: name } : {};
  return { keys, precondition: { title, text, ...ofNamespace } };
}

/** Of a parameter or secret that External Secrets reads. */
function needOfValue(name: string): Need {
  return name.startsWith("/")
    ? {
        keys: [`parameter ${name}`],
        precondition: {
          title: `The SSM parameter ${codeSpan(name)}`,
          text: "Exists in the environment's account and region.",
        },
      }
    : {
        keys: [`secret ${name}`],
        precondition: {
          title: `The secret ${codeSpan(name)} in Secrets Manager`,
          text: "Exists in the environment's account and region. A person sets its value, and it is never in Git.",
        },
      };
}
