import { arn } from "@streamform/core";
import { z } from "zod";
import { chartPodFields } from "../../../kubernetes/chart-pods.js";

const schema = z
  .strictObject({
    runnerRoleArn: arn("iam").describe(
      "ARN of the existing IAM role that Terraform runs as. Create it first: Terraform needs it to run.",
    ),
    roleBy: z
      .enum(["service-account", "pod-identity"])
      .default("service-account")
      .describe(
        "How the runner's pods get the role: by an annotation of their service account (IRSA), or by an existing EKS Pod Identity association. Default: service-account.",
      ),
    concurrency: z
      .int()
      .min(1)
      .max(64)
      .default(8)
      .describe("Number of stacks that are planned or applied at the same time. Default: 8."),
    ...chartPodFields,
  })
  .describe("The controller that runs Terraform in the cluster. Leave it out if the cluster already has it.");

type Schema = typeof schema;
export interface TofuControllerSchema extends Schema {}

export const tofuControllerSpec: TofuControllerSchema = schema;
