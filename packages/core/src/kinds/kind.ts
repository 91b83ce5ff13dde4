import type { Manifest } from "./manifest.js";

/** A kind as other kinds name it: `Secret` in the core group, `<group>/<kind>` in every other one. */
export type KindName = string;

/**
 * A path in an object: field names joined by dots. `[]` after a name is every entry of a list, `*` every value of a map, `**` every depth,
 * and `[app.example.com/name]` a key with dots: `spec.storage.volumes[].class`, `metadata.labels[example.com/cluster]`.
 */
export type FieldPath = string;

/** How the GitOps engines find out that an object is ready. */
export type Readiness =
  /** Kubernetes' own kinds and the engines' kinds: each engine knows their status. */
  | "built-in"
  /** The object has no status: it is ready once it is applied. */
  | "exists"
  | {
      /** A condition of the status that becomes `True`. */
      readonly condition: string;
      /** Path of the condition's observed generation; undefined if the operator does not write it. */
      readonly generation?: "status" | "condition" | "synced-resource-version" | undefined;
      /** Whether the condition being `False` means that it will not become ready by itself; with the reasons that do not. */
      readonly fails?: { readonly except: readonly string[] } | undefined;
    }
  | {
      /** A field of the status that holds a word. */
      readonly word: "phase" | "state";
      readonly ready: string;
      readonly failed?: string | undefined;
    }
  /** Only the observed generation shows that the operator has seen the object. */
  | { readonly generation: "status" };

/** The readiness of which an engine has to be told. */
export type ToldReadiness = Exclude<Readiness, string>;

/**
 * The name of another object that has to be there before. Fields beside the name count as Kubernetes' APIs use them: `namespace`, `kind`, `group`
 * (`apiGroup`, `apiVersion`), and `optional: true`, which makes it no requirement.
 */
export interface Reference {
  readonly at: FieldPath;
  /** The kind of the named object. If there are several, the field `kind` beside the name decides; without that field it is the first. */
  readonly to: KindName | readonly [KindName, ...KindName[]];
}

/** An object that a controller makes for this one. */
export interface Made {
  readonly kind: KindName;
  /** Path of the name. */
  readonly name: FieldPath;
  /** Another path of the name, if there is none at `name`. */
  readonly or?: FieldPath | undefined;
  /** What follows in the name. */
  readonly suffix?: string | undefined;
  /** It is created only if this path has a value. */
  readonly when?: FieldPath | undefined;
  /** It is created in every namespace. Default: in the namespace of the object. */
  readonly everywhere?: true | undefined;
}

/** What Streamform knows of a kind of Kubernetes object, in all its versions. */
export interface Kind {
  /** API group without the version; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** `spec.scope` of its CRD. */
  readonly scope: "namespace" | "cluster";
  readonly readiness: Readiness;
  /** Whether Argo CD (3.x, `resource_customizations/`) judges its health without being told. */
  readonly argoCdKnows?: true | undefined;
  /** Annotation that, being `true`, makes an object a template: its operator passes it over, and it never gets a status. */
  readonly template?: string | undefined;
  /** Whether deleting the object deletes data, or a principal that clients depend on. */
  readonly holdsData?: true | undefined;
  /** Objects that have to be there before. */
  readonly refersTo?: readonly Reference[] | undefined;
  /** Names of SSM parameters (they begin with `/`) and of secrets in Secrets Manager that it reads. */
  readonly readsFromAws?: readonly FieldPath[] | undefined;
  readonly makes?: readonly Made[] | undefined;
  /** Where its pods are described: a pod template, or the pod itself (`.`). */
  readonly pods?: FieldPath | undefined;
  /** Where it describes pods that an operator makes. */
  readonly operatorPods?: readonly OperatorPods[] | undefined;
  /** Paths of its pods' images outside `pods`. */
  readonly images?: readonly FieldPath[] | undefined;
  /** Where its volume claims are described. An object that has any holds data. */
  readonly claimTemplates?: FieldPath | undefined;
  /** Fields that the API server or the operator refuses to change, or never applies once the object exists. */
  readonly immutable?: readonly FieldPath[] | undefined;
  /** Fields that protect data, traffic or access by the values that they have: another value, or none, needs a reason. */
  readonly protections?: readonly FieldPath[] | undefined;
  /** What an object of this kind has to be where something refers to it and no unit makes it. Default: nothing is said of it. */
  readonly precondition?: Precondition | undefined;
  /** Whether charts of operators bring objects of it, which an Argo CD project has to allow. */
  readonly inCharts?: true | undefined;
}

/** Pods that an operator creates for an object. Their metadata and spec are side by side under `template.pod` of this path. */
export interface OperatorPods {
  readonly at: FieldPath;
  /** Names of the containers beside `pod` that a team may add variables and volumes to. */
  readonly containers: readonly string[];
  /** Whether there is a `serviceAccount` beside `pod`. */
  readonly serviceAccount?: true | undefined;
  /** Labels by which the pods are found. Default: none, another object describes these pods. */
  readonly labels?: ((object: Manifest) => Readonly<Record<string, string>>) | undefined;
}

/** The README's text about an object that must exist. */
interface Precondition {
  /** The word before its name. Default: the kind. */
  readonly word?: string | undefined;
  /** Sentences about it, in Markdown: "Exists in the cluster." */
  readonly text: string;
}

/** Several kinds of one group that have the rest in common. */
export function kinds(group: string, names: readonly string[], rest: Omit<Kind, "group" | "kind">): readonly Kind[] {
  return names.map((kind) => ({ group, kind, ...rest }));
}

/** The name by which other kinds name this one. */
export function kindName({ group, kind }: Pick<Kind, "group" | "kind">): KindName {
  return group === "" ? kind : `${group}/${kind}`;
}
