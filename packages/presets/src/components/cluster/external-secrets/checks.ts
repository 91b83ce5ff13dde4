import { defineCheck } from "@streamform/core";
import type { externalSecretsSpec } from "./spec.js";

export const externalSecretsWithoutRole = defineCheck<typeof externalSecretsSpec>({
  code: "SF2601",
  title: "External Secrets without permissions in AWS",
  severity: "error",
  because:
    "Every ExternalSecret stays not ready, and everything that waits for it does too. Kafka's topics, for example, are never created.",
  instead: "Name the EKS cluster in `kubernetes.eksCluster`, or an existing role in `externalSecrets.roleArn`.",
  source: "External Secrets documentation, AWS authentication",
  run: ({ spec, environment, at }) =>
    spec.roleArn === undefined && environment.kubernetes.eksCluster === undefined
      ? [at([], "the spec names neither a role nor an EKS cluster")]
      : [],
});
