import { z } from "zod";
import { size } from "./fields.js";
import { freeLabelKey, labelKey, labelValue, objectName } from "./kubernetes-text.js";
import { affinity, spread, toleration } from "./placement-fields.js";
import type { PodSettings } from "./pod-settings.js";

type Field<Value> = z.ZodOptional<z.ZodType<Value, unknown>>;

const keyOf = (what: string) =>
  z.strictObject({
    name: objectName().describe(`Name of the ${what}.`),
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
    .record(labelKey, labelValue)
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
  priorityClassName: objectName()
    .optional()
    .describe(
      "Existing PriorityClass of the pods. Default: the value of `kubernetes.pods`, otherwise the cluster's default.",
    ),
  runtimeClassName: objectName()
    .optional()
    .describe(
      "Existing RuntimeClass of the pods. Some operators cannot set one on the pods that they create. Default: the value of `kubernetes.pods`, otherwise the node's runtime.",
    ),
  podLabels: z
    .record(freeLabelKey, labelValue)
    .optional()
    .describe("Further labels of the pods. Default: the value of `kubernetes.pods`, otherwise none."),
  podAnnotations: z
    .record(labelKey, z.string().max(10_000))
    .optional()
    .describe("Annotations of the pods. Default: the value of `kubernetes.pods`, otherwise none."),
  serviceAccountAnnotations: z
    .record(labelKey, z.string().max(10_000))
    .optional()
    .describe("Annotations of the pods' service account. Default: the value of `kubernetes.pods`, otherwise none."),
  imagePullSecrets: z
    .array(objectName())
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
      objectName(63),
      z.union([
        z.strictObject({ path, secret: objectName().describe("Name of an existing Secret.") }),
        z.strictObject({ path, configMap: objectName().describe("Name of an existing ConfigMap.") }),
        z.strictObject({ path, claim: objectName().describe("Name of an existing PersistentVolumeClaim.") }),
        z.strictObject({
          path,
          scratch: size("MiB", { min: "1MiB" }).describe(
            "Space on the node, such as 1GiB. It is deleted with the pod.",
          ),
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
