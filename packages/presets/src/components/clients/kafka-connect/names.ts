/** Name of the workers' objects. */
export const name = "connect";

export const restPort = 8083;
export const restPortName = "rest-api";

/** Where workers serve metrics, whatever runs them. Source: Strimzi's MetricsModel. */
export const metricsEndpoint = { port: 9404, portName: "tcp-prometheus", of: "connect" } as const;
