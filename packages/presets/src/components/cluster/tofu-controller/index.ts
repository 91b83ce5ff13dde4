import { codeSpan, defineComponent } from "@streamform/core";
import { kubernetes } from "./kubernetes.js";
import { tofuControllerSpec } from "./spec.js";
import { uses } from "./uses.js";

/** The controller that runs Terraform in the cluster. Leave it out where the cluster has it already. */
export const tofuController = defineComponent({
  name: "tofu-controller",
  title: "tofu-controller",
  spec: tofuControllerSpec,
  uses,
  kubernetes,
  oncePerCluster: true,
  summary: ({ spec }) => ({
    facts: [{ label: "Terraform runs as", value: spec.runnerRoleArn }],
    preconditions: [
      {
        title: `The IAM role ${codeSpan(spec.runnerRoleArn)}`,
        text:
          spec.roleBy === "service-account"
            ? "Its trust policy names the service account `tf-runner`, through the cluster's OIDC provider (IRSA). It may use the state bucket and manage the resources of every stack."
            : "An EKS Pod Identity association gives it to the service account `tf-runner`. It may use the state bucket and manage the resources of every stack.",
      },
    ],
  }),
});
