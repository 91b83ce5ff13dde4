import type { MetricsEndpoint } from "../../../kubernetes/workload.js";

/** Name of the workers' objects. */
export const name = "connect";

export const restPort = 8083;
export const restPortName = "rest-api";

/** Where workers serve metrics, whatever runs them. Source: Strimzi's MetricsModel. */
export const metricsEndpoint: MetricsEndpoint = { port: 9404, portName: "tcp-prometheus", of: "connect" };

/** Key of the exporter's configuration in its ConfigMap. */
export const metricsFile = "metrics.json";
