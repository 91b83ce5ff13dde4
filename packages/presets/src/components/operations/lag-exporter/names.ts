/** Where it serves metrics. */
export const port = 9404;
export const portName = "metrics";
