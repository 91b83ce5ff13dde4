import type { KubernetesPart } from "@streamform/core";
import { versions } from "../../../versions/versions.js";
import type { externalSecretsSpec } from "./spec.js";

export const externalSecretsNamespace = "external-secrets";
export const externalSecretsServiceAccount = "external-secrets";

export function kubernetes({ helmRelease, spec }: KubernetesPart<typeof externalSecretsSpec>): void {
  const chart = versions.charts.externalSecrets;
  helmRelease({
    name: "external-secrets",
    namespace: externalSecretsNamespace,
    chart: chart.name,
    repository: chart.repository,
    version: chart.version,
    provides: ["external-secrets.io"],
    values: {
      installCRDs: true,
      serviceAccount: {
        name: externalSecretsServiceAccount,
        ...(spec.roleArn === undefined ? {} : { annotations: { "eks.amazonaws.com/role-arn": spec.roleArn } }),
      },
    },
  });
}
