/** Where MirrorMaker serves metrics with both engines. Source: Strimzi's MetricsModel. */
export const metricsEndpoint = { port: 9404, portName: "tcp-prometheus", of: "mirror-maker" } as const;
