import type { EnvironmentInfo, Used } from "@streamform/core";
import type { Scope } from "./alerts/alert.js";
import type { ObservabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

/** What the alerts and dashboards of an environment are about. */
export function scopeOf({
  environment,
  spec,
  uses: { kafka, workloads },
}: {
  readonly environment: Pick<EnvironmentInfo, "name" | "kubernetes">;
  readonly spec: Pick<ObservabilitySpec, "consumerGroups">;
  readonly uses: Pick<Used<typeof uses>, "kafka" | "workloads">;
}): Scope {
  const expected: Record<string, number> = {};
  for (const { metrics, replicas } of workloads)
    if (metrics) expected[metrics.of] = (expected[metrics.of] ?? 0) + replicas;
  return {
    cluster: kafka.clusterName ?? environment.name,
    namespace: environment.kubernetes.namespace,
    expected,
    groups: spec.consumerGroups,
  };
}
