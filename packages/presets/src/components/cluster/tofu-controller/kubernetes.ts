import type { KubernetesPart } from "@streamform/core";
import { versions } from "../../../versions/versions.js";
import type { tofuControllerSpec } from "./spec.js";

/** Namespace of Flux's controllers; tofu-controller reads the sources there, under Argo CD too. */
export const controllerNamespace = "flux-system";

export function kubernetes({ environment, helmRelease, spec }: KubernetesPart<typeof tofuControllerSpec>): void {
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
      awsPackage: { install: false },
      runner: {
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
