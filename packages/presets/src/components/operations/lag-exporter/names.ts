/** Name of all its objects, and of its user of Kafka. */
export const name = "lag-exporter";
/** Where it serves metrics. */
export const port = 9404;
export const portName = "metrics";
