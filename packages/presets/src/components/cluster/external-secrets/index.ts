import { defineComponent } from "@streamform/core";
import { externalSecretsWithoutRole } from "./checks.js";
import { moreExternalSecretsKinds } from "./kinds.js";
import { kubernetes } from "./kubernetes.js";
import { externalSecretsSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** The operator that brings parameters and secrets from AWS into the cluster. Leave it out where the cluster has it already. */
export const externalSecrets = defineComponent({
  name: "external-secrets",
  title: "External Secrets",
  spec: externalSecretsSpec,
  uses,
  exports: ({ spec }) => ({
    /** Secrets that may be read in addition to those of `secrets`; undefined: all below the environment's name. */
    secretNames: spec.secretNames,
  }),
  terraform,
  kubernetes,
  kinds: moreExternalSecretsKinds,
  oncePerCluster: true,
  checks: [externalSecretsWithoutRole],
  summary: ({ spec, environment }) => ({
    preconditions: spec.roleArn
      ? [
          {
            title: `The IAM role \`${spec.roleArn}\``,
            text: "Its trust policy names the service account `external-secrets` in the namespace `external-secrets`. It may read the environment's parameters and secrets.",
          },
        ]
      : [
          {
            title: `The EKS cluster \`${environment.kubernetes.eksCluster ?? ""}\``,
            text: "Exists and runs the EKS Pod Identity agent (the addon `eks-pod-identity-agent`).",
          },
        ],
  }),
});
