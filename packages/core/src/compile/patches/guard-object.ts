import { isDeepStrictEqual } from "node:util";
import { type Path, valueAt } from "../../diagnostics/path.js";
import { fieldsOf, valuesAt } from "../../kinds/field-path.js";
import type { Manifest } from "../../kinds/manifest.js";
import type { Kinds } from "../../kinds/registry.js";
import { secretValues } from "../../kinds/secret-values.js";
import { type Fields, isFields } from "../../kinds/fields/plain-data.js";
import { patchPages } from "./pages.js";
import { breaches } from "../../kinds/pod-security.js";
import { podOf } from "../../kinds/pod-specs.js";
import { isBuiltIn } from "./strategic-merge.js";
import { brokenFields } from "./value-types.js";
import type { Violation } from "./violation.js";

/** What patches of an object are held against besides the object itself. */
export interface Surroundings {
  /** Labels that something in the environment selects by, as `name=value`. */
  readonly selected: ReadonlySet<string>;
  readonly kinds: Kinds;
  /** Whether the object's name changes with its content. Default: no name does. */
  readonly isRenamed?: (object: Manifest) => boolean;
}

/** Everything that a patch did to an object and must not. */
export function objectViolations(before: Manifest, after: Fields, surroundings: Surroundings): readonly Violation[] {
  return [
    ...changedIdentity(before, after),
    ...changedSelectors(before, after),
    ...changedLabels(before, after, surroundings),
    ...secretsWritten(before, after, surroundings),
    ...brokenFields(before, after, surroundings.kinds),
    ...fixedFields(before, after, surroundings),
    ...weakerPods(before, after, surroundings),
    ...lostProtection(before, after),
    ...changedProtections(before, after, surroundings),
  ];
}

/** Secret values that a patch writes. No message repeats one. */
function secretsWritten(before: Manifest, after: Fields, { kinds }: Surroundings): readonly Violation[] {
  const page = patchPages.holdsSecret;
  if (before.kind === "Secret" && isBuiltIn(before.apiVersion))
    return ["data", "stringData"].flatMap((key) =>
      isDeepStrictEqual(valueAt(before, [key]), valueAt(after, [key]))
        ? []
        : [{ page, field: [key], message: `the patch changes ${key} of a Secret` }],
    );
  return secretValues(after, { before, shape: kinds.shapeOf(before) }).map((found) => ({ page, ...found }));
}

/** Labels that the objects' selectors name, as `name=value`. */
export function selectedLabels(manifests: readonly unknown[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown, key: string | undefined): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, undefined);
    if (!isFields(value)) return;
    if (key === "matchLabels" || key === "selector")
      for (const [name, label] of Object.entries(value)) if (typeof label === "string") found.add(`${name}=${label}`);
    for (const [name, entry] of Object.entries(value)) visit(entry, name);
  };
  for (const manifest of manifests) visit(manifest, undefined);
  return found;
}

function changedIdentity(before: Manifest, after: Fields): Violation[] {
  const fields: readonly Path[] = [
    ["apiVersion"],
    ["kind"],
    ["metadata", "name"],
    ["metadata", "namespace"],
    ...(before.kind === "StatefulSet" ? [["spec", "serviceName"]] : []), // part of its pods' host names
  ];
  return fields.flatMap((field) => {
    const [was, is] = [valueAt(before, field), valueAt(after, field)];
    return was === is
      ? []
      : [
          {
            page: patchPages.changesIdentity,
            field,
            message: `${field.join(".")} was ${text(was)} and becomes ${text(is)}`,
          },
        ];
  });
}

/** Kubernetes' own kinds whose selector says which pods are theirs: it cannot change, or traffic stops. */
const selecting: ReadonlySet<string> = new Set([
  "DaemonSet",
  "Deployment",
  "Job",
  "ReplicaSet",
  "Service",
  "StatefulSet",
]);

/** Where objects say what they hold for: pods that a policy, a budget or a monitor finds. */
const selectors: readonly Path[] = [
  ["spec", "selector"],
  ["spec", "namespaceSelector"],
];

function changedSelectors(before: Manifest, after: Fields): Violation[] {
  const isFixed = isBuiltIn(before.apiVersion) && selecting.has(before.kind);
  const page = isFixed ? patchPages.changesSelection : patchPages.undoesGuarantee;
  return selectors.flatMap((field) =>
    isDeepStrictEqual(valueAt(before, field), valueAt(after, field))
      ? []
      : [{ page, field, message: `${field.join(".")} of ${before.kind} ${before.metadata.name} changes` }],
  );
}

function changedLabels(before: Manifest, after: Fields, { selected, kinds }: Surroundings): Violation[] {
  const pod = podOf(before, kinds)?.path;
  const places: readonly Path[] = [["metadata", "labels"], ...(pod ? [[...pod, "metadata", "labels"]] : [])];
  return places.flatMap((place) => {
    const labels = valueAt(before, place);
    return Object.entries(isFields(labels) ? labels : {}).flatMap(([name, value]): Violation[] => {
      const field = [...place, name];
      const is = valueAt(after, field);
      if (is === value || !selected.has(`${name}=${String(value)}`)) return [];
      const change = is === undefined ? "is gone" : `becomes ${text(is)}`;
      return [
        {
          page: patchPages.changesSelection,
          field,
          message: `the label ${name}: ${String(value)} selects pods, and ${change}`,
        },
      ];
    });
  });
}

/** Fields that other guards check. */
const saidOtherwise: ReadonlySet<string> = new Set(["spec.selector", "spec.serviceName"]);

/** An object whose name changes with its content is another object: nothing of it is fixed. */
function fixedFields(before: Manifest, after: Fields, { kinds, isRenamed }: Surroundings): Violation[] {
  if (isRenamed?.(before)) return [];
  return (kinds.of(before)?.immutable ?? []).flatMap((path) => {
    const values = (object: object) => valuesAt(object, path).map(({ value }) => value);
    if (saidOtherwise.has(path) || isDeepStrictEqual(values(before), values(after))) return [];
    return [
      {
        page: patchPages.fixedField,
        field: fieldsOf(path),
        message: `${path} of an existing ${before.kind} cannot change`,
      },
    ];
  });
}

function weakerPods(before: Manifest, after: Fields, { kinds }: Surroundings): Violation[] {
  const [was, is] = [podOf(before, kinds), podOf(after, kinds)];
  if (!is || !isBuiltIn(before.apiVersion)) return [];
  const known = new Set((was ? breaches(was.spec) : []).map(({ message }) => message));
  return breaches(is.spec)
    .filter(({ message }) => !known.has(message))
    .map(({ field, message }) => ({
      page: patchPages.undoesGuarantee,
      field: [...is.path, "spec", ...field],
      message: `the restricted Pod Security Standard refuses the pod: ${message}`,
      hint: "copy the securityContext of the pod's other containers, or add reason to the patch",
    }));
}

/** Values that keep what holds data from being deleted, or encrypt it, with what takes their place when they go. */
const protections: readonly { readonly field: Path; readonly is: (value: unknown) => boolean }[] = [
  { field: ["metadata", "annotations", "kustomize.toolkit.fluxcd.io/prune"], is: (value) => value === "disabled" },
  {
    field: ["metadata", "annotations", "argocd.argoproj.io/sync-options"],
    is: (value) => /Prune=(confirm|false)/.test(String(value)),
  },
  { field: ["metadata", "annotations", "helm.sh/resource-policy"], is: (value) => value === "keep" },
  { field: ["spec", "deletionPolicy"], is: (value) => value === "Orphan" },
  { field: ["spec", "destroyResourcesOnDeletion"], is: (value) => value === false },
  { field: ["spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"], is: (value) => value === "Retain" },
  { field: ["spec", "persistentVolumeClaimRetentionPolicy", "whenScaled"], is: (value) => value === "Retain" },
  { field: ["parameters", "encrypted"], is: (value) => value === "true" },
  { field: ["reclaimPolicy"], is: (value) => value === "Retain" },
];

function lostProtection(before: Manifest, after: Fields): Violation[] {
  return protections.flatMap(({ field, is }) => {
    const [was, now] = [valueAt(before, field), valueAt(after, field)];
    return !is(was) || is(now)
      ? []
      : [
          {
            page: patchPages.undoesGuarantee,
            field,
            message: `${field.join(".")} was ${text(was)} and ${now === undefined ? "is gone" : `becomes ${text(now)}`}`,
          },
        ];
  });
}

/** Fields by which a kind, or the pods that its operator creates, protect something: a patch may remove no value and add no new one. */
function changedProtections(before: Manifest, after: Fields, { kinds }: Surroundings): readonly Violation[] {
  const kind = kinds.of(before);
  const ofPods = (kind?.operatorPods ?? []).flatMap(({ at, containers }) =>
    ["pod", ...containers].map((part) => `${at}.template.${part}.securityContext`),
  );
  return [...(kind?.protections ?? []), ...ofPods].flatMap((path) => {
    const values = (object: object) => valuesAt(object, path).map(({ value }) => value);
    const [was, is] = [values(before), values(after)];
    const isKept = is.every((value) => was.some((old) => isDeepStrictEqual(old, value)));
    if (isKept && is.length >= was.length) return [];
    const field = fieldsOf(path);
    return [{ page: patchPages.undoesGuarantee, field, message: `${path} of ${before.kind} changes` }];
  });
}

function text(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
