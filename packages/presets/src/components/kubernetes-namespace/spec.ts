import { z } from "zod";

export const kubernetesNamespaceSpec = z
  .strictObject({
    podSecurity: z
      .enum(["restricted", "baseline", "privileged"])
      .default("restricted")
      .describe(
        "Pod Security Standard that the namespace enforces. Everything generated here passes `restricted`. Default: restricted.",
      ),
  })
  .describe("The namespace of the environment's workloads.");
