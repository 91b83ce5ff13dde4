import type { KafkaMetrics } from "../../../../kafka/metrics/kafka-metrics.js";
import { ownMetrics } from "../../../../kafka/metrics/own-metrics.js";
import { operatorLabels } from "./names.js";

/** What can be measured of a Kafka that Strimzi runs: its operator serves metrics as well, and kube-state-metrics can watch its resources. */
export function strimziMetrics(operatorNamespace: string): KafkaMetrics {
  return {
    ...ownMetrics,
    operator: { namespace: operatorNamespace, labels: operatorLabels, portName: "http" },
    resources: { operator: "Strimzi", values: new URL("./templates/kube-state-metrics.yaml", import.meta.url) },
  };
}
