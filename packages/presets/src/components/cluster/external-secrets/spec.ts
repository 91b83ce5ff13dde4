import { arn } from "@streamform/core";
import { z } from "zod";
import { chartPodFields } from "../../../kubernetes/chart-pods.js";

const schema = z
  .strictObject({
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may read the environment's parameters and secrets. The service account gets it by annotation (IRSA). Default: Streamform creates a role and an EKS Pod Identity association, which needs `kubernetes.eksCluster`.",
      ),
    secretNames: z
      .array(
        z
          .string()
          .max(512)
          .regex(
            /^[A-Za-z0-9/_+=.@-]+$|^[A-Za-z0-9_+=.@-][A-Za-z0-9/_+=.@-]*\/\*$/,
            "a secret's name has letters, digits and / _ + = . @ -; a prefix ends with /*",
          ),
      )
      .optional()
      .describe(
        "Secrets in AWS Secrets Manager that External Secrets may read beside those of `secrets.entries`: whole names, or prefixes that end with /*. Default: all whose names begin with the environment's name and a slash.",
      ),
    ...chartPodFields,
  })
  .describe(
    "External Secrets, the operator that copies parameters and secrets into the cluster. Leave it out if the cluster already has it.",
  );

type Schema = typeof schema;
export interface ExternalSecretsSchema extends Schema {}

export const externalSecretsSpec: ExternalSecretsSchema = schema;
