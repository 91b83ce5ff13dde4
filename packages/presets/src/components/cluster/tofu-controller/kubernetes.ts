import { type KubernetesPart, mirroredImage } from "@streamform/core";
import { chartPods } from "../../../kubernetes/chart-pods.js";
import type { tofuControllerSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** Namespace of Flux's controllers; tofu-controller reads the sources there, under Argo CD too. */
export const controllerNamespace = "flux-system";

export function kubernetes({
  environment,
  helmRelease,
  spec,
  uses: { versions },
}: KubernetesPart<typeof tofuControllerSpec, typeof uses>): void {
  const { scheduling, priority, ...pods } = chartPods({ environment, spec });
  const { images } = environment.kubernetes.registry ?? {};
  const image = (name: string) =>
    images === undefined ? {} : { image: { repository: mirroredImage(`ghcr.io/flux-iac/${name}`, images) } };
  const chart = versions.charts.tofuController;
  const namespace =
    environment.delivery.engine === "flux"
      ? (environment.delivery.namespace ?? controllerNamespace)
      : controllerNamespace;
  helmRelease({
    name: "tofu-controller",
    namespace,
    chart: chart.name,
    repository: chart.repository,
    version: chart.version,
    createNamespace: false,
    provides: ["infra.contrib.fluxcd.io"],
    values: {
      concurrency: spec.concurrency,
      ...scheduling,
      ...priority,
      ...(pods.labels && { podLabels: pods.labels }),
      ...(pods.annotations && { podAnnotations: pods.annotations }),
      ...(pods.imagePullSecrets && { imagePullSecrets: pods.imagePullSecrets }),
      ...image("tofu-controller"),
      awsPackage: { install: false },
      runner: {
        ...image("tf-runner"),
        serviceAccount: {
          create: true,
          name: "tf-runner",
          allowedNamespaces: [namespace],
          annotations: spec.roleBy === "service-account" ? { "eks.amazonaws.com/role-arn": spec.runnerRoleArn } : {},
        },
      },
    },
  });
}
