import { type Found, valuesAt } from "./field-path.js";
import type { Kind, KindName, Reference } from "./kind.js";
import type { Manifest } from "./manifest.js";
import { groupOf, type Kinds } from "./registry.js";

/** An object by its kind and name. */
export interface Named {
  readonly kind: Kind;
  /** Undefined for a kind that belongs to no namespace, and for an object that is in all of them. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/** The objects that must exist before an object, according to its kind. */
export function objectsNeededBy(object: Manifest, kinds: Kinds): readonly Named[] {
  return (kinds.of(object)?.refersTo ?? []).flatMap((reference) =>
    valuesAt(object, reference.at).flatMap((found) => namedBy(reference, found, object, kinds) ?? []),
  );
}

/** The object itself, and the objects that its controller creates for it. */
export function objectsMadeBy(object: Manifest, kinds: Kinds): readonly Named[] {
  const kind = kinds.of(object);
  if (!kind) return [];
  const { name, namespace } = object.metadata;
  const made = (kind.makes ?? []).flatMap(({ kind: of, name: at, or, suffix = "", when, everywhere }): Named[] => {
    const target = kinds.named(of);
    const named = [at, or].flatMap((path) => (path === undefined ? [] : valuesAt(object, path)));
    const text = named.map(({ value }) => value).find((value) => typeof value === "string");
    const isMade = when === undefined || valuesAt(object, when).length > 0;
    if (!target || text === undefined || !isMade) return [];
    return [{ kind: target, namespace: everywhere ? undefined : namespace, name: `${text}${suffix}` }];
  });
  return [{ kind, namespace: kind.scope === "cluster" ? undefined : namespace, name }, ...made];
}

/** Names of the SSM parameters and of the secrets in Secrets Manager that an object reads. */
export function readFromAwsBy(object: Manifest, kinds: Kinds): readonly string[] {
  return (kinds.of(object)?.readsFromAws ?? []).flatMap((path) =>
    valuesAt(object, path).flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
  );
}

function namedBy({ at, to }: Reference, { value, beside }: Found, object: Manifest, kinds: Kinds): Named | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const isKey = at.endsWith("]"); // of a map whose other keys say nothing of this one
  const { optional, namespace, ...said } = (isKey ? {} : beside) as Readonly<Record<string, unknown>>;
  if (optional === true) return undefined;
  const target = (typeof to === "string" ? [to] : to).find((name) => isSaid(name, said));
  const kind = target === undefined ? undefined : kinds.named(target);
  if (!kind) return undefined;
  if (kind.scope === "cluster") return { kind, namespace: undefined, name: value };
  const inNamespace = typeof namespace === "string" ? namespace : object.metadata.namespace;
  return inNamespace === undefined ? undefined : { kind, namespace: inNamespace, name: value };
}

/** Whether the fields beside a name, if there are any, match this kind. */
function isSaid(target: KindName, { kind, group, apiGroup, apiVersion }: Readonly<Record<string, unknown>>): boolean {
  const ofTarget = { group: target.includes("/") ? target.split("/")[0] : "", kind: target.split("/").at(-1) };
  const saidGroup =
    group ?? apiGroup ?? (typeof apiVersion === "string" ? groupOf({ apiVersion }) : undefined) ?? ofTarget.group;
  return (kind ?? ofTarget.kind) === ofTarget.kind && saidGroup === ofTarget.group;
}
