import { measured, type Scope } from "./alerts/alert.js";
import { commitsByTopic, lagByTopic } from "./alerts/consumer-lag.js";

/** A rule of Prometheus that keeps what an expression gives under a name of its own. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Sums that several alerts and panels ask for, over series that are many. */
export function recordingRules(scope: Scope): RecordingRule[] {
  const { of } = measured(scope, 0);
  const broker = of("broker");
  const exporter = of("lag-exporter");
  const byTopic = (name: string): readonly [string, string] => [
    `topic:kafka_server_brokertopicmetrics_topic_${name}:rate5m`,
    `sum by (topic) (rate(kafka_server_brokertopicmetrics_topic_${name}_total{${broker}}[5m]))`,
  ];
  const rules: readonly (readonly [string, string])[] = [
    byTopic("messagesin"),
    byTopic("bytesin"),
    byTopic("bytesout"),
    ["topic:kafka_log_log_size:sum", `sum by (topic) (kafka_log_log_size{${broker}})`],
    // A partition that the group has not committed yet has a lag of -1.
    [lagByTopic, `sum by (consumergroup, topic) (clamp_min(kafka_consumergroup_lag{${exporter}}, 0))`],
    [commitsByTopic, `sum by (consumergroup, topic) (rate(kafka_consumergroup_current_offset{${exporter}}[5m]))`],
  ];
  const lag = scope.expected["lag-exporter"] !== undefined;
  return rules
    .filter(([record]) => lag || !record.startsWith("consumergroup_"))
    .map(([record, expr]) => ({
      record,
      expr,
      labels: { kafka_cluster: scope.cluster, namespace: scope.namespace },
    }));
}
