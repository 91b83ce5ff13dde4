import { isMeasured, type Select } from "../../../kafka/metrics/measures.js";
import { measured, type Scope } from "./alerts/alert.js";
import { commitsByTopic, lagByTopic } from "./alerts/consumer-lag.js";

/** A Prometheus rule that stores the result of an expression under a new name. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Sums that several alerts and panels ask for, over series that are many. */
export function recordingRules(scope: Scope): RecordingRule[] {
  const { of, series } = measured(scope, 0);
  const broker = of("broker");
  const exporter = of("lag-exporter");
  const byTopic = (name: string, counter: Select): readonly [string, string] => [
    `topic:kafka_server_brokertopicmetrics_topic_${name}:rate5m`,
    `sum by (topic) (rate(${counter(broker)}[5m]))`,
  ];
  const rules: readonly (readonly [string, string])[] = [
    byTopic("messagesin", series.topicMessagesIn),
    byTopic("bytesin", series.topicBytesIn),
    byTopic("bytesout", series.topicBytesOut),
    ["topic:kafka_log_log_size:sum", `sum by (topic) (${series.logSize(broker)})`],
    [lagByTopic, series.groupLag(of())],
    [commitsByTopic, `sum by (consumergroup, topic) (rate(kafka_consumergroup_current_offset{${exporter}}[5m]))`],
  ];
  return rules
    .filter(([, expr]) => isMeasured(expr))
    .map(([record, expr]) => ({
      record,
      expr,
      labels: { kafka_cluster: scope.cluster, namespace: scope.namespace },
    }));
}
