import { arn } from "@streamform/core";
import { z } from "zod";

export const externalSecretsSpec = z
  .strictObject({
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may read the environment's parameters and secrets; bound to the service account by annotation (IRSA). Default: a role is made and bound by EKS Pod Identity, which needs `kubernetes.eksCluster`.",
      ),
    secretNames: z
      .array(z.string().min(1).max(512))
      .optional()
      .describe(
        "Names of the Secrets Manager secrets that may be read, `*` at the end allowed. Default: those that begin with the environment's name, after `AmazonMSK_` too.",
      ),
  })
  .describe("The operator that brings parameters and secrets into the cluster; left out where the cluster has it.");
