import type { MetricsEndpoint } from "../../../kubernetes/workload.js";

/** Where MirrorMaker serves metrics with both engines. Source: Strimzi's MetricsModel. */
export const metricsEndpoint: MetricsEndpoint = { port: 9404, portName: "tcp-prometheus", of: "mirror-maker" };

/** Key of the exporter's configuration in its ConfigMap. */
export const metricsFile = "metrics.json";
