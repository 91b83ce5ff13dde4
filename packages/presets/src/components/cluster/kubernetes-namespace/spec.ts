import { size } from "@streamform/core";
import { z } from "zod";

/** CPU in cores, with three decimals at most: Kubernetes counts thousandths. */
const cores = (min = 0.001) => z.number().min(min).max(100_000).multipleOf(0.001);
const memory = () => size("MiB", { min: "1MiB" });

/** Prefix and name of a label (Kubernetes documentation, labels: syntax and character set), without those that are written here. */
const labelKey = z
  .string()
  .max(317)
  .regex(
    /^(?!pod-security\.kubernetes\.io\/|app\.kubernetes\.io\/(name|part-of|managed-by)$|kubernetes\.io\/metadata\.name$)([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
    "a label's name has letters, digits, dots, hyphens and underscores, a prefix with a slash before it at most, and is none that stands there anyway",
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
    cpu: cores().optional().describe("CPU that all pods together may ask for, in cores, as 50. Default: no bound."),
    cpuLimit: cores()
      .optional()
      .describe(
        "CPU that the limits of all pods together may reach, in cores; every pod has to have a limit then. Default: no bound.",
      ),
    memory: memory()
      .optional()
      .describe(
        "Memory that all pods together may ask for, and that their limits may reach, as 200GiB. Default: no bound.",
      ),
    storage: size("GiB", { min: "1GiB" })
      .optional()
      .describe("Volumes that may be claimed, all together, as 5TiB. Default: no bound."),
    volumeClaims: z.int().min(0).optional().describe("How many volumes may be claimed. Default: no bound."),
  })
  .describe("What everything in the namespace may ask for together. Default: no bound.");

export const limitsSpec = z
  .strictObject({
    default: z
      .strictObject({
        cpu: cores().default(0.1).describe("CPU that it asks for, in cores. Default: 0.1."),
        cpuLimit: cores()
          .optional()
          .describe(
            "CPU that it may take at most, in cores; it holds for every container without a limit, also for one that asks for much. Default: no limit.",
          ),
        memory: memory()
          .prefault("256MiB")
          .describe("Memory that it asks for and may take at most, as 256MiB. Default: 256MiB."),
      })
      .prefault({})
      .describe("What a container has that does not say it."),
    min: z
      .strictObject({
        cpu: cores().optional().describe("CPU, in cores. Default: no bound."),
        memory: memory().optional().describe("Memory, as 64MiB. Default: no bound."),
      })
      .optional()
      .describe("What a pod has to ask for at least. Default: no bounds."),
    max: z
      .strictObject({
        cpu: cores().optional().describe("CPU, in cores; every pod has to have a limit then. Default: no bound."),
        memory: memory().optional().describe("Memory, as 32GiB. Default: no bound."),
      })
      .optional()
      .describe("What a pod may ask for, and have as its limit, at most. Default: no bounds."),
  })
  .describe("Bounds of each pod, and what containers have that say nothing.");

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
        "Bounds of each pod, and what containers have that say nothing. Default: none; with a quota, 0.1 CPU and 256MiB for containers that say nothing, which it would refuse otherwise.",
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
