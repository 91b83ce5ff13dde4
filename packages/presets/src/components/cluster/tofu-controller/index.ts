import { codeSpan, defineComponent } from "@streamform/core";
import { kubernetes } from "./kubernetes.js";
import { tofuControllerSpec } from "./spec.js";

/** The controller that runs Terraform in the cluster. Leave it out where the cluster has it already. */
export const tofuController = defineComponent({
  name: "tofu-controller",
  title: "tofu-controller",
  spec: tofuControllerSpec,
  kubernetes,
  oncePerCluster: true,
  summary: ({ spec }) => ({
    facts: [{ label: "Terraform runs as", value: spec.runnerRoleArn }],
    preconditions: [
      {
        title: `The IAM role ${codeSpan(spec.runnerRoleArn)}`,
        text:
          spec.roleBy === "service-account"
            ? "Trusts the service account `tf-runner` through the cluster's OIDC provider (IRSA), may use the state bucket and may manage the resources of every stack."
            : "Is associated with the service account `tf-runner` by EKS Pod Identity, may use the state bucket and may manage the resources of every stack.",
      },
    ],
  }),
});
