import type { EnvironmentInfo, Used } from "@streamform/core";
import type { KafkaMetrics } from "../../../kafka/metrics/kafka-metrics.js";
import { lagMeasures } from "../../../kafka/metrics/lag-measures.js";
import { isJvm } from "../../../kafka/metrics/rules.js";
import type { Scope } from "./alerts/alert.js";
import type { ObservabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

/** A Kafka without its own metrics. Only other exporters, such as the lag exporter, measure it. */
const unmeasured: KafkaMetrics = { node: "broker", measures: () => ({}), volumeLabel: "pod", targets: [] };

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
  const { metrics = unmeasured } = kafka;
  const expected: Record<string, number> = {};
  const expect = (role: string, count: number) => {
    expected[role] = (expected[role] ?? 0) + count;
  };
  for (const { metrics: served, replicas } of workloads) if (served) expect(served.of, replicas);
  for (const { of, count } of metrics.targets) expect(of, count);
  const cluster = kafka.clusterName ?? environment.name;
  const { namespace } = environment.kubernetes;
  return {
    cluster,
    namespace,
    node: metrics.node,
    volumeLabel: metrics.volumeLabel,
    log: metrics.log,
    measures: {
      ...metrics.measures({ cluster, namespace }),
      ...(expected["lag-exporter"] === undefined ? {} : lagMeasures),
    },
    expected,
    agents: workloads.some(({ metrics: served }) => served !== undefined && isJvm(served.of)),
    groups: spec.consumerGroups,
  };
}
