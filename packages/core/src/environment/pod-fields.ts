import { z } from "zod";
import { size } from "./fields.js";

type Text = Readonly<Record<string, string>>;
type Field<Value> = z.ZodOptional<z.ZodType<Value, unknown>>;

export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: "Exists" | "Equal" | undefined;
  readonly value?: string | undefined;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute" | undefined;
  readonly tolerationSeconds?: number | undefined;
}

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

export interface NodeTerm {
  readonly matchExpressions: readonly Requirement[];
}

/** As a pod has it. Source: Kubernetes API reference, Affinity. */
export interface Affinity {
  readonly nodeAffinity?:
    | {
        readonly requiredDuringSchedulingIgnoredDuringExecution?:
          | { readonly nodeSelectorTerms: readonly NodeTerm[] }
          | undefined;
        readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly object[] | undefined;
      }
    | undefined;
  readonly podAffinity?: PodTerms | undefined;
  readonly podAntiAffinity?: PodTerms | undefined;
}

export interface PodTerms {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly object[] | undefined;
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly object[] | undefined;
}

export interface Spread {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
}

/** A key of a Secret or a ConfigMap in the pod's namespace. */
interface Key {
  readonly name: string;
  readonly key: string;
}
export type ExtraVariable = string | { readonly secret: Key } | { readonly configMap: Key };

/** A volume that programs find at `path`; `scratch` is in MiB. */
export type ExtraVolume = { readonly path: string } & (
  | { readonly secret: string }
  | { readonly configMap: string }
  | { readonly claim: string }
  | { readonly scratch: number }
);

/** What teams set of pods, whichever component or operator makes them. */
export interface PodSettings {
  readonly nodeSelector?: Text | undefined;
  readonly tolerations?: readonly Toleration[] | undefined;
  readonly affinity?: Affinity | undefined;
  readonly topologySpreadConstraints?: readonly Spread[] | undefined;
  readonly priorityClassName?: string | undefined;
  readonly runtimeClassName?: string | undefined;
  readonly podLabels?: Text | undefined;
  readonly podAnnotations?: Text | undefined;
  readonly serviceAccountAnnotations?: Text | undefined;
  readonly imagePullSecrets?: readonly string[] | undefined;
  readonly extraEnvironment?: Readonly<Record<string, ExtraVariable>> | undefined;
  readonly extraVolumes?: Readonly<Record<string, ExtraVolume>> | undefined;
}

const object = (max = 253) =>
  z
    .string()
    .max(max)
    .regex(
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
      "a name in Kubernetes has lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit",
    );

/** Key of a label or an annotation. Source: Kubernetes documentation, "Labels and Selectors", syntax and character set. */
const key = z
  .string()
  .max(317)
  .regex(
    /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    "a key has letters, digits, dots, hyphens and underscores, and at most one prefix with a slash",
  );
const label = z
  .string()
  .max(63)
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/,
    "a label's value has letters, digits, dots, hyphens and underscores",
  );

/** Keys by which objects are selected, which nobody but their maker sets. */
const freeKey = key.refine(
  (text) =>
    !/^(app\.kubernetes\.io\/(name|part-of|component|managed-by|instance)$|.*kubernetes\.io\/pod-name$)/.test(text),
  "only the component that makes the pods sets a label by which pods are found",
);

const toleration: z.ZodType<Toleration, unknown> = z.strictObject({
  key: key
    .optional()
    .describe(
      "Key of the taint. Without a key, use the operator Exists: it then matches every taint. Default: every key.",
    ),
  operator: z
    .enum(["Exists", "Equal"])
    .optional()
    .describe(
      "How the taint's value is compared: Equal matches a taint with `value`, Exists matches a taint with any value. Default: Equal.",
    ),
  value: label.optional().describe("Value of the taint, for the operator Equal. Default: the empty text."),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    .optional()
    .describe("Effect of the taint. Default: every effect."),
  tolerationSeconds: z
    .int()
    .min(0)
    .optional()
    .describe(
      "How long the pod stays on a node that gets the taint, in seconds, for the effect NoExecute. Default: for ever.",
    ),
});

const requirement = z.strictObject({
  key: key.describe("Key of the label."),
  operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]).describe("How the label is compared."),
  values: z.array(z.string().max(63)).optional().describe("Values that it is compared with. Default: none."),
});
const nodeTerm = z.strictObject({
  matchExpressions: z.array(requirement).min(1).describe("Requirements. A node must meet all of them."),
});
const podTerm = z.strictObject({
  labelSelector: z
    .strictObject({
      matchLabels: z.record(key, label).optional().describe("Labels that the pods have. Default: any."),
      matchExpressions: z.array(requirement).optional().describe("Requirements on their labels. Default: none."),
    })
    .describe("Which pods count."),
  topologyKey: key.describe("Label of nodes: nodes with the same value are one place, as kubernetes.io/hostname."),
  namespaces: z.array(object(63)).optional().describe("Namespaces of those pods. Default: the pod's own."),
});
const weight = z.int().min(1).max(100).describe("Weight of the rule, 1 to 100.");
const podTerms = z.strictObject({
  requiredDuringSchedulingIgnoredDuringExecution: z
    .array(podTerm)
    .optional()
    .describe("Rules that must hold. Default: none."),
  preferredDuringSchedulingIgnoredDuringExecution: z
    .array(z.strictObject({ weight, podAffinityTerm: podTerm.describe("The preferred rule.") }))
    .optional()
    .describe("Rules that the scheduler prefers. Default: none."),
});
const affinity = z.strictObject({
  nodeAffinity: z
    .strictObject({
      requiredDuringSchedulingIgnoredDuringExecution: z
        .strictObject({
          nodeSelectorTerms: z.array(nodeTerm).min(1).describe("Terms. A node must meet at least one of them."),
        })
        .optional()
        .describe("Rules that a node must meet. Default: none."),
      preferredDuringSchedulingIgnoredDuringExecution: z
        .array(z.strictObject({ weight, preference: nodeTerm.describe("The preferred rule.") }))
        .optional()
        .describe("Rules that the scheduler prefers. Default: none."),
    })
    .optional()
    .describe("Rules about the nodes. Default: none."),
  podAffinity: podTerms.optional().describe("Rules about pods that share the place. Default: none."),
  podAntiAffinity: podTerms.optional().describe("Rules about pods that need another place. Default: none."),
});

const spread = z.strictObject({
  topologyKey: key.describe("Label of nodes: nodes with the same value are one place, as topology.kubernetes.io/zone."),
  maxSkew: z.int().min(1).default(1).describe("Largest difference in pods between two places. Default: 1."),
  whenUnsatisfiable: z
    .enum(["DoNotSchedule", "ScheduleAnyway"])
    .default("ScheduleAnyway")
    .describe(
      "What happens to a pod that would exceed it: DoNotSchedule leaves it pending, ScheduleAnyway starts it. Default: ScheduleAnyway.",
    ),
});

const keyOf = (what: string) =>
  z.strictObject({
    name: object().describe(`Name of the ${what}.`),
    key: z.string().min(1).max(253).describe("Its key."),
  });
/** Some operators mount volumes of a team below /mnt alone, and so does every process here. */
const path = z
  .string()
  .max(4096)
  .regex(/^\/mnt\/[^:/]+(\/[^:/]+)*$/, "a volume is mounted below /mnt, as /mnt/acme")
  .refine(
    (text) => !/^\/mnt\/(user|trust|secrets|source|target)(\/|$)/.test(text),
    "the process has its own files there",
  )
  .describe("Where the containers mount it, below /mnt.");

/**
 * Fields of a component's spec by which a team says where the pods run and what they have besides: `z.strictObject({ ...podFields, … })`. They are the
 * same in `kubernetes.pods`, for all pods of the environment.
 *
 * Sources: Kubernetes API reference, PodSpec.
 */
export const podFields: { readonly [Name in keyof PodSettings]-?: Field<NonNullable<PodSettings[Name]>> } = {
  nodeSelector: z
    .record(key, label)
    .optional()
    .describe("Labels that a node must have. Default: the value of `kubernetes.pods`, otherwise any node."),
  tolerations: z
    .array(toleration)
    .optional()
    .describe("Taints that the pods tolerate. Default: the value of `kubernetes.pods`, otherwise none."),
  affinity: affinity
    .optional()
    .describe(
      "Affinity of the pods, as in Kubernetes. The component's own rules hold as well. Default: the value of `kubernetes.pods`, otherwise only the component's own.",
    ),
  topologySpreadConstraints: z
    .array(spread)
    .optional()
    .describe(
      "Places over which the pods are spread evenly. An entry replaces the component's own entry for the same `topologyKey`. Default: the value of `kubernetes.pods`, otherwise only the component's own.",
    ),
  priorityClassName: object()
    .optional()
    .describe(
      "Existing PriorityClass of the pods. Default: the value of `kubernetes.pods`, otherwise the cluster's default.",
    ),
  runtimeClassName: object()
    .optional()
    .describe(
      "Existing RuntimeClass of the pods. Some operators cannot set one on the pods that they create. Default: the value of `kubernetes.pods`, otherwise the node's runtime.",
    ),
  podLabels: z
    .record(freeKey, label)
    .optional()
    .describe("Further labels of the pods. Default: the value of `kubernetes.pods`, otherwise none."),
  podAnnotations: z
    .record(key, z.string().max(10_000))
    .optional()
    .describe("Annotations of the pods. Default: the value of `kubernetes.pods`, otherwise none."),
  serviceAccountAnnotations: z
    .record(key, z.string().max(10_000))
    .optional()
    .describe("Annotations of the pods' service account. Default: the value of `kubernetes.pods`, otherwise none."),
  imagePullSecrets: z
    .array(object())
    .optional()
    .describe(
      "Existing Secrets in the pods' namespace with the credentials of image registries. Default: the value of `kubernetes.pods`, otherwise none.",
    ),
  extraEnvironment: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name has letters, digits and underscores"),
      z.union([
        z.string().max(10_000),
        z.strictObject({ secret: keyOf("Secret").describe("A key of a Secret.") }),
        z.strictObject({ configMap: keyOf("ConfigMap").describe("A key of a ConfigMap.") }),
      ]),
    )
    .optional()
    .describe(
      "Further variables of the containers, by name: a text, or a key of an existing Secret or ConfigMap. A variable that a container already has keeps its value. Default: the value of `kubernetes.pods`, otherwise none.",
    ),
  extraVolumes: z
    .record(
      object(63),
      z.union([
        z.strictObject({ path, secret: object().describe("Name of an existing Secret.") }),
        z.strictObject({ path, configMap: object().describe("Name of an existing ConfigMap.") }),
        z.strictObject({ path, claim: object().describe("Name of an existing PersistentVolumeClaim.") }),
        z.strictObject({
          path,
          scratch: size("MiB", { min: "1MiB" }).describe("Space on the node, as 1GiB. It is deleted with the pod."),
        }),
      ]),
    )
    .optional()
    .describe(
      "Further volumes of the containers, by name: an existing Secret, ConfigMap or claim, or space on the node. Default: the value of `kubernetes.pods`, otherwise none.",
    ),
};

const names = Object.keys(podFields) as readonly (keyof PodSettings)[];

/** The pod fields of a spec that has more fields. */
export function podSettingsIn(spec: PodSettings): PodSettings {
  return Object.fromEntries(names.flatMap((name) => (spec[name] === undefined ? [] : [[name, spec[name]]])));
}

/** Settings of some pods, and of all for what those do not say; labels, annotations, variables and volumes are merged by name. */
export function withDefaults(own: PodSettings, all: PodSettings): PodSettings {
  const merged = [
    "podLabels",
    "podAnnotations",
    "serviceAccountAnnotations",
    "extraEnvironment",
    "extraVolumes",
  ] as const;
  return {
    ...all,
    ...own,
    ...Object.fromEntries(
      merged.flatMap((name) => (all[name] && own[name] ? [[name, { ...all[name], ...own[name] }]] : [])),
    ),
  };
}
