import { type KubernetesPart, mirroredImage } from "@streamform/core";
import { chartPods } from "../../../kubernetes/chart-pods.js";
import type { externalSecretsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export const externalSecretsNamespace = "external-secrets";
export const externalSecretsServiceAccount = "external-secrets";

/** Image of all its pods. */
const image = "ghcr.io/external-secrets/external-secrets";

/** Values for all of the chart's three Deployments: `global` knows labels, annotations and images (tests/global_values_test.yaml of the chart). */
export function kubernetes({
  helmRelease,
  spec,
  environment,
  uses: { versions },
}: KubernetesPart<typeof externalSecretsSpec, typeof uses>): void {
  const { scheduling, priority, ...pods } = chartPods({ environment, spec });
  const each = { ...scheduling, ...priority };
  const { images } = environment.kubernetes.registry ?? {};
  const common = {
    ...(pods.labels && { podLabels: pods.labels }),
    ...(pods.annotations && { podAnnotations: pods.annotations }),
    ...(pods.imagePullSecrets && { imagePullSecrets: pods.imagePullSecrets }),
    ...(images !== undefined && { repository: mirroredImage(image, images) }),
  };
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
      ...each,
      ...(Object.keys(each).length > 0 && { webhook: each, certController: each }),
      ...(Object.keys(common).length > 0 && { global: common }),
      serviceAccount: {
        name: externalSecretsServiceAccount,
        ...(spec.roleArn === undefined ? {} : { annotations: { "eks.amazonaws.com/role-arn": spec.roleArn } }),
      },
    },
  });
}
