import { defineComponent } from "@streamform/core";
import { kubernetes } from "./kubernetes.js";
import { tofuControllerSpec } from "./spec.js";

/** The controller that runs Terraform in the cluster. Leave it out where the cluster has it already. */
export const tofuController = defineComponent({
  name: "tofu-controller",
  title: "tofu-controller",
  spec: tofuControllerSpec,
  kubernetes,
  summary: ({ spec, environment }) => ({
    facts: [{ label: "Terraform runs as", value: spec.runnerRoleArn }],
    preconditions: [
      {
        title: `The IAM role \`${spec.runnerRoleArn}\``,
        text:
          spec.roleBy === "service-account"
            ? `Trusts the service account \`tf-runner\` through the cluster's OIDC provider (IRSA), may use the state bucket and may manage the resources of every stack below.`
            : `Is associated with the service account \`tf-runner\` of the cluster ${environment.kubernetes.eksCluster ?? ""} by EKS Pod Identity, may use the state bucket and may manage the resources of every stack below.`,
      },
      {
        title: "Flux's source-controller",
        text: "Runs in the cluster, in the namespace `flux-system`: tofu-controller takes the stacks from its GitRepository.",
      },
    ],
  }),
});
