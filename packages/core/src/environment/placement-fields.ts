import { z } from "zod";
import { labelKey, labelValue, objectName } from "./kubernetes-text.js";
import type { Toleration } from "./pod-settings.js";

export const toleration: z.ZodType<Toleration, unknown> = z.strictObject({
  key: labelKey
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
  value: labelValue.optional().describe("Value of the taint, for the operator Equal. Default: the empty text."),
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
  key: labelKey.describe("Key of the label."),
  operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]).describe("How the label is compared."),
  values: z.array(z.string().max(63)).optional().describe("Values that it is compared with. Default: none."),
});
const nodeTerm = z.strictObject({
  matchExpressions: z.array(requirement).min(1).describe("Requirements. A node must meet all of them."),
});
const podTerm = z.strictObject({
  labelSelector: z
    .strictObject({
      matchLabels: z.record(labelKey, labelValue).optional().describe("Labels that the pods have. Default: any."),
      matchExpressions: z.array(requirement).optional().describe("Requirements on their labels. Default: none."),
    })
    .describe("Which pods count."),
  topologyKey: labelKey.describe(
    "Label of nodes: nodes with the same value are one place, such as kubernetes.io/hostname.",
  ),
  namespaces: z.array(objectName(63)).optional().describe("Namespaces of those pods. Default: the pod's own."),
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
export const affinity = z.strictObject({
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

export const spread = z.strictObject({
  topologyKey: labelKey.describe(
    "Label of nodes: nodes with the same value are one place, such as topology.kubernetes.io/zone.",
  ),
  maxSkew: z.int().min(1).default(1).describe("Largest difference in pods between two places. Default: 1."),
  whenUnsatisfiable: z
    .enum(["DoNotSchedule", "ScheduleAnyway"])
    .default("ScheduleAnyway")
    .describe(
      "What happens to a pod that would exceed it: DoNotSchedule leaves it pending, ScheduleAnyway starts it. Default: ScheduleAnyway.",
    ),
});
