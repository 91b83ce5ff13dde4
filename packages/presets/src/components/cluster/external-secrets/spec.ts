import { arn } from "@streamform/core";
import { z } from "zod";

const schema = z
  .strictObject({
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may read the environment's parameters and secrets; bound to the service account by annotation (IRSA). Default: a role is made and bound by EKS Pod Identity, which needs `kubernetes.eksCluster`.",
      ),
    secretNames: z
      .array(
        z
          .string()
          .max(512)
          .regex(
            /^[A-Za-z0-9/_+=.@-]+$|^[A-Za-z0-9_+=.@-][A-Za-z0-9/_+=.@-]*\/\*$/,
            "a secret's name has letters, digits and / _ + = . @ -, or is a beginning that ends with /*",
          ),
      )
      .optional()
      .describe(
        "Secrets Manager secrets that may be read beside those of `secrets.entries`: whole names, or beginnings that end with /*. Default: all whose names begin with the environment's name and a slash.",
      ),
  })
  .describe("The operator that brings parameters and secrets into the cluster; left out where the cluster has it.");

type Schema = typeof schema;
export interface ExternalSecretsSchema extends Schema {}

export const externalSecretsSpec: ExternalSecretsSchema = schema;
