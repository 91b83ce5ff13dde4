import type { Affinity, NodeTerm, PodSettings, Spread } from "../../environment/pod-settings.js";
import { isFields } from "../../kinds/fields/plain-data.js";
import type { Kind, OperatorPods } from "../../kinds/kind.js";
import type { Manifest } from "../../kinds/manifest.js";
import { literalVariable } from "./literal-variable.js";
import { mirroredImage } from "./mirrored-image.js";
import type { PodDefaults } from "./pod-settings.js";

type Json = { readonly [key: string]: unknown };

/**
 * An object with the environment's pod fields: the template of a workload, a custom resource from which an operator creates pods, or a service account. The
 * component's own fields stay, and so do the labels that select the pods.
 */
export function settled(
  object: Manifest,
  kind: Kind | undefined,
  settings: PodSettings,
  images: PodDefaults["images"],
): Manifest {
  if (object.kind === "ServiceAccount" && kind?.group === "")
    return at(object, ["metadata", "annotations"], (own) => under(settings.serviceAccountAnnotations, own)) as Manifest;
  const mirrored = (kind?.images ?? []).reduce<Json>(
    (whole, path) => atAll(whole, path, (image) => (typeof image === "string" ? mirroredImage(image, images) : image)),
    object as Json,
  );
  const operated = (kind?.operatorPods ?? []).reduce((whole, pods) => ofOperator(whole, pods, settings), mirrored);
  if (kind?.pods === undefined) return operated as unknown as Manifest;
  const path = kind.pods === "." ? [] : kind.pods.split(".");
  return at(operated, path, (template) =>
    isFields(template) ? ofTemplate(template, settings, images) : template,
  ) as unknown as Manifest;
}

function ofTemplate(template: Json, settings: PodSettings, images: PodDefaults["images"]): Json {
  const { metadata = {}, spec = {} } = template as { readonly metadata?: Json; readonly spec?: Json };
  const { labels } = metadata as { readonly labels?: Json };
  const { nodeSelector, runtimeClassName } = settings;
  const volumes = [...list(spec["volumes"]), ...volumesOf(settings)].map((volume) =>
    atAll(volume, "image.reference", (image) => mirroredImage(String(image), images)),
  );
  const containers = (key: "containers" | "initContainers") => {
    const all = list(spec[key]).map((container) => ({
      ...ofContainer(container, settings),
      ...(typeof container["image"] === "string" && { image: mirroredImage(container["image"], images) }),
    }));
    return all.length > 0 && { [key]: all };
  };
  return {
    ...template,
    metadata: withMetadata(metadata, settings),
    spec: {
      ...spec,
      ...common(spec, settings, labels, settings.affinity),
      ...(nodeSelector && !("nodeSelector" in spec) && { nodeSelector }),
      ...(runtimeClassName !== undefined && { runtimeClassName }),
      ...containers("containers"),
      ...containers("initContainers"),
      ...(volumes.length > 0 && { volumes }),
    },
  };
}

/** A template of an operator: fields of metadata and spec side by side, containers and the service account beside it. */
function ofOperator(object: Json, pods: OperatorPods, settings: PodSettings): Json {
  const { at: place, containers, serviceAccount, labels } = pods;
  if (valueAt(object, place) === undefined || Object.keys(settings).length === 0) return object;
  const steps = (path: string) => [...place.split("."), "template", ...path.split(".")];
  const whole = labels
    ? at(object, steps("pod"), (pod = {}) => {
        const spec = pod as Json;
        const { metadata = {} } = spec as { readonly metadata?: Json };
        const volumes = [...list(spec["volumes"]), ...volumesOf(settings)];
        const merged = withMetadata(metadata, settings);
        return {
          ...spec,
          ...(Object.keys(merged).length > 0 && { metadata: merged }),
          ...common(spec, settings, labels(object as unknown as Manifest), onNodes(settings)),
          ...(volumes.length > 0 && { volumes }),
        };
      })
    : object;
  const withContainers = containers.reduce(
    (json, container) => at(json, steps(container), (own = {}) => ofContainer(own as Json, settings)),
    whole,
  );
  return serviceAccount && settings.serviceAccountAnnotations
    ? at(withContainers, steps("serviceAccount.metadata.annotations"), (own) =>
        under(settings.serviceAccountAnnotations, own),
      )
    : withContainers;
}

/** What pods have alike, whatever their template looks like. */
function common(spec: Json, settings: PodSettings, labels: Json | undefined, asked: Affinity | undefined): Json {
  const { tolerations, priorityClassName, imagePullSecrets, topologySpreadConstraints } = settings;
  const spread = spreadOver(list(spec["topologySpreadConstraints"]), topologySpreadConstraints, labels);
  return {
    ...(tolerations && !("tolerations" in spec) && { tolerations }),
    ...(priorityClassName !== undefined && { priorityClassName }),
    ...(imagePullSecrets && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(spread.length > 0 && { topologySpreadConstraints: spread }),
    ...(asked && { affinity: both(spec["affinity"] as Affinity | undefined, asked) }),
  };
}

function withMetadata(metadata: Json, { podLabels, podAnnotations }: PodSettings): Json {
  return {
    ...metadata,
    ...(podLabels && { labels: under(podLabels, metadata["labels"]) }),
    ...(podAnnotations && { annotations: under(podAnnotations, metadata["annotations"]) }),
  };
}

/** Entries of a team below the component's own, which stay. */
function under(given: Json | undefined, own: unknown): unknown {
  return given ? { ...given, ...(own as Json | undefined) } : own;
}

function ofContainer(container: Json, { extraEnvironment = {}, extraVolumes = {} }: PodSettings): Json {
  const env = list(container["env"]);
  const taken = new Set(env.map(({ name }) => name));
  const variables = Object.entries(extraEnvironment)
    .filter(([name]) => !taken.has(name))
    .map(([name, value]) =>
      typeof value === "string"
        ? { name, value: literalVariable(value) }
        : {
            name,
            valueFrom:
              "secret" in value ? { secretKeyRef: { ...value.secret } } : { configMapKeyRef: { ...value.configMap } },
          },
    );
  const mounts = Object.entries(extraVolumes).map(([name, volume]) => ({
    name,
    mountPath: volume.path,
    ...("secret" in volume || "configMap" in volume ? { readOnly: true } : {}),
  }));
  return {
    ...container,
    ...(variables.length > 0 && { env: [...env, ...variables] }),
    ...(mounts.length > 0 && { volumeMounts: [...list(container["volumeMounts"]), ...mounts] }),
  };
}

function volumesOf({ extraVolumes = {} }: PodSettings): readonly Json[] {
  return Object.entries(extraVolumes).map(([name, volume]) => {
    if ("secret" in volume) return { name, secret: { secretName: volume.secret, defaultMode: 0o440 } };
    if ("configMap" in volume) return { name, configMap: { name: volume.configMap, defaultMode: 0o444 } };
    if ("claim" in volume) return { name, persistentVolumeClaim: { claimName: volume.claim } };
    return {
      name,
      emptyDir: { sizeLimit: volume.scratch % 1024 === 0 ? `${volume.scratch / 1024}Gi` : `${volume.scratch}Mi` },
    };
  });
}

/** A team's topology spread has precedence over the component's own for the same topology key. */
function spreadOver(own: readonly Json[], given: readonly Spread[] = [], labels: Json | undefined): readonly Json[] {
  const named = new Set(given.map(({ topologyKey }) => topologyKey));
  return [
    ...own.filter(({ topologyKey }) => !named.has(topologyKey as string)),
    ...given.map((spread) => ({ ...spread, labelSelector: { matchLabels: { ...labels } } })),
  ];
}

/** A node selector for templates that have none. */
function onNodes({ nodeSelector, affinity }: PodSettings): Affinity | undefined {
  const matchExpressions = Object.entries(nodeSelector ?? {}).map(([key, value]) => ({
    key,
    operator: "In",
    values: [value],
  }));
  if (matchExpressions.length === 0) return affinity;
  return both(
    { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } } },
    affinity ?? {},
  );
}

/** Affinity that both ask for. Of terms for nodes one has to hold, so each of the one is joined with each of the other. */
function both(own: Affinity = {}, given: Affinity): Affinity {
  const terms = (of: Affinity) =>
    of.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const [mine, theirs] = [terms(own), terms(given)];
  const nodeSelectorTerms: readonly NodeTerm[] =
    mine.length === 0 || theirs.length === 0
      ? [...mine, ...theirs]
      : mine.flatMap((one) =>
          theirs.map((other) => ({ matchExpressions: [...one.matchExpressions, ...other.matchExpressions] })),
        );
  const preferred = joined(own.nodeAffinity, given.nodeAffinity, "preferredDuringSchedulingIgnoredDuringExecution");
  const nodeAffinity = {
    ...(nodeSelectorTerms.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
    }),
    ...preferred,
  };
  const pods = (key: "podAffinity" | "podAntiAffinity") => {
    const together = {
      ...joined(own[key], given[key], "requiredDuringSchedulingIgnoredDuringExecution"),
      ...joined(own[key], given[key], "preferredDuringSchedulingIgnoredDuringExecution"),
    };
    return Object.keys(together).length > 0 && { [key]: together };
  };
  return {
    ...(Object.keys(nodeAffinity).length > 0 && { nodeAffinity }),
    ...pods("podAffinity"),
    ...pods("podAntiAffinity"),
  };
}

function joined<Name extends string>(
  own: { readonly [key in Name]?: unknown } | undefined,
  given: { readonly [key in Name]?: unknown } | undefined,
  name: Name,
): Json {
  const all = [...list(own?.[name]), ...list(given?.[name])];
  return all.length > 0 ? { [name]: all } : {};
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

/** The value with one part changed. Missing parts above it are created, unless the new value is undefined. */
function at(whole: unknown, [step, ...rest]: readonly string[], change: (part: unknown) => unknown): Json {
  if (step === undefined) return change(whole) as Json;
  const json = (whole ?? {}) as Json;
  const part = at(json[step], rest, change);
  return part === undefined || (rest.length > 0 && json[step] === undefined && Object.keys(part).length === 0)
    ? json
    : { ...json, [step]: part };
}

/** The value with all values at a path changed; `[]` is every entry of a list. */
function atAll(whole: unknown, path: string, change: (part: unknown) => unknown): Json {
  const [step = "", ...rest] = path.split(".");
  const name = step.replace(/\[\]$/, "");
  const json = whole as Json;
  const part = json[name];
  if (part === undefined) return json;
  const next = (value: unknown) => (rest.length === 0 ? change(value) : atAll(value, rest.join("."), change));
  return { ...json, [name]: step.endsWith("[]") ? list(part).map(next) : next(part) };
}

function valueAt(object: Json, path: string): unknown {
  return path.split(".").reduce<unknown>((value, step) => (value as Json | undefined)?.[step], object);
}
