import type { EnvironmentInfo } from "@streamform/core";
import type { MetricsEndpoint } from "../../../kubernetes/workload.js";
import { operatorLabels } from "../../kafka/kafka-cluster/strimzi/names.js";

/** Name of the workers' objects. */
export const name = "connect";

/** Service of the REST API: Strimzi's name for it, whatever runs the workers. Source: Strimzi's KafkaConnectResources. */
export const restService = `${name}-connect-api`;
export const restPort = 8083;
export const restPortName = "rest-api";

/** Where workers serve metrics, whatever runs them. Source: Strimzi's MetricsModel. */
export const metricsEndpoint: MetricsEndpoint = { port: 9404, portName: "tcp-prometheus", of: "connect" };

/** Key of the exporter's configuration in its ConfigMap. */
export const metricsFile = "metrics.json";

/** Labels of the workers' pods, and of the Job's, which never change. */
export function workerLabels({ name: environment }: Pick<EnvironmentInfo, "name">, byOperator: boolean) {
  return byOperator ? { "strimzi.io/cluster": name, "strimzi.io/kind": "KafkaConnect" } : labels(environment, "worker");
}
export function jobLabels({ name: environment }: Pick<EnvironmentInfo, "name">) {
  return labels(environment, "connectors-job");
}

function labels(environment: string, component: string) {
  return {
    "app.kubernetes.io/name": "kafka-connect",
    "app.kubernetes.io/part-of": environment,
    "app.kubernetes.io/component": component,
  };
}

/** The operator's own pod. */
export function operator(namespace: string) {
  return { labels: operatorLabels, namespace };
}
