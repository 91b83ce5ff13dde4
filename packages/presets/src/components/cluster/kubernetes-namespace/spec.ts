import { size } from "@streamform/core";
import { z } from "zod";

/** CPU in cores, with three decimals at most: Kubernetes counts thousandths. */
const cores = (min = 0.001) => z.number().min(min).max(100_000).multipleOf(0.001);
const memory = () => size("MiB", { min: "1MiB" });

/** Prefix and name of a label (Kubernetes documentation, labels: syntax and character set), without the labels that this component sets. */
const labelKey = z
  .string()
  .max(317)
  .regex(
    /^(?!pod-security\.kubernetes\.io\/|app\.kubernetes\.io\/(name|part-of|managed-by)$|kubernetes\.io\/metadata\.name$)([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    "a label's name has letters, digits, dots, hyphens and underscores, with at most one prefix and slash, and is not a label that Streamform sets",
  );
const labelValue = z
  .string()
  .max(63)
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/,
    "a label's value has letters, digits, dots, hyphens and underscores",
  );

const quota = z
  .strictObject({
    cpu: cores().optional().describe("CPU requests of all pods together, in cores, such as 50. Default: no bound."),
    cpuLimit: cores()
      .optional()
      .describe("CPU limits of all pods together, in cores. Every pod then needs a CPU limit. Default: no bound."),
    memory: memory()
      .optional()
      .describe("Memory requests, and memory limits, of all pods together, such as 200GiB. Default: no bound."),
    storage: size("GiB", { min: "1GiB" })
      .optional()
      .describe("Storage that all claims together may request, such as 5TiB. Default: no bound."),
    volumeClaims: z.int().min(0).optional().describe("Number of volumes that may be claimed. Default: no bound."),
  })
  .describe("Resource quota of the whole namespace. Default: no bound.");

export const limitsSpec = z
  .strictObject({
    default: z
      .strictObject({
        cpu: cores().default(0.1).describe("Default CPU request, in cores. Default: 0.1."),
        cpuLimit: cores()
          .optional()
          .describe(
            "Default CPU limit, in cores. It applies to every container without a CPU limit, even one with a high request. Default: no limit.",
          ),
        memory: memory().prefault("256MiB").describe("Default memory request and memory limit. Default: 256MiB."),
      })
      .prefault({})
      .describe("Defaults for containers without requests or limits."),
    min: z
      .strictObject({
        cpu: cores().optional().describe("CPU, in cores. Default: no bound."),
        memory: memory().optional().describe("Memory, such as 64MiB. Default: no bound."),
      })
      .optional()
      .describe("Least that a pod must request. Default: no bounds."),
    max: z
      .strictObject({
        cpu: cores().optional().describe("CPU, in cores. Every pod then needs a CPU limit. Default: no bound."),
        memory: memory().optional().describe("Memory, such as 32GiB. Default: no bound."),
      })
      .optional()
      .describe("Most that a pod may request, and have as its limit. Default: no bounds."),
  })
  .describe("Bounds of each pod, and defaults for containers without requests or limits.");

const schema = z
  .strictObject({
    podSecurity: z
      .enum(["restricted", "baseline", "privileged"])
      .default("restricted")
      .describe(
        "Pod Security Standard that the namespace enforces. Everything generated here passes `restricted`. Default: restricted.",
      ),
    labels: z
      .record(labelKey, labelValue)
      .default({})
      .describe("Labels of the namespace, beside those of Pod Security. Default: none."),
    quota: quota.optional(),
    limits: limitsSpec
      .optional()
      .describe(
        "Bounds of each pod, and defaults for containers without requests or limits. Default: none. With a quota, which refuses containers without requests: 0.1 CPU and 256MiB.",
      ),
  })
  .describe("The namespace of the environment's workloads.");

type Schema = typeof schema;
export interface KubernetesNamespaceSchema extends Schema {}

export const kubernetesNamespaceSpec: KubernetesNamespaceSchema = schema;

/** The bounds that are in force: a quota refuses containers that ask for nothing, so it brings defaults along. */
export function limitsOf({ quota, limits }: z.output<typeof kubernetesNamespaceSpec>) {
  return limits ?? (quota === undefined ? undefined : limitsSpec.parse({}));
}
