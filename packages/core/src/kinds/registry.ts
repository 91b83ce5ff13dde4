import { engineKinds } from "./engines.js";
import { externalSecretsKinds } from "./external-secrets.js";
import { valuesAt } from "./field-path.js";
import { ownFields, type Shape, shapeIn } from "./fields/table.js";
import { type Kind, type KindName, kindName } from "./kind.js";
import { kubernetesKinds } from "./kubernetes.js";
import type { Manifest } from "./manifest.js";

/** The kinds that an environment knows. */
export interface Kinds {
  readonly all: readonly Kind[];
  /** What is known of an object's kind; undefined where nobody described it. */
  of(object: Pick<Manifest, "apiVersion" | "kind">): Kind | undefined;
  named(name: KindName): Kind | undefined;
  /** What an object may hold; undefined where no schema of its kind, in this version, is known. */
  shapeOf(object: Pick<Manifest, "apiVersion" | "kind">): Shape | undefined;
}

/**
 * Kubernetes' own kinds, the kinds of core and the GitOps engines, and the given kinds. A second description of a kind replaces the first.
 *
 * @param fields files with the fields of kinds that are handed in, as `FieldTable` says
 */
export function kindsWith(handedIn: readonly Kind[], fields: readonly URL[] = []): Kinds {
  const described = [...kubernetesKinds, ...engineKinds, ...externalSecretsKinds, ...handedIn];
  const byName = new Map(described.map((kind) => [kindName(kind), kind]));
  const named = (name: KindName) => byName.get(name);
  return {
    all: [...byName.values()],
    of: (object) => named(kindName({ group: groupOf(object), kind: object.kind })),
    named,
    shapeOf: (object) => shapeIn([ownFields, ...fields], object),
  };
}

const ownGroups: ReadonlySet<string> = new Set(kubernetesKinds.map(({ group }) => group));

/** Whether an API group is Kubernetes' own, so that every cluster has it. Groups of CRDs may end in `k8s.io` too. */
export function isOwnGroup(group: string): boolean {
  return ownGroups.has(group);
}

/** The API group of an object; empty for the core group. */
export function groupOf({ apiVersion }: Pick<Manifest, "apiVersion">): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** Whether something is lost when the object is deleted. */
export function holdsData(object: Manifest, kinds: Kinds): boolean {
  const kind = kinds.of(object);
  if (kind?.claimTemplates !== undefined && valuesAt(object, kind.claimTemplates).length > 0) return true;
  return kind?.holdsData === true;
}
