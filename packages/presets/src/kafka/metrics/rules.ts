import type { MetricsEndpoint } from "../../kubernetes/workload.js";

/** Configuration of the JMX exporter for a kind of process. */
export function exporterRules(_of: MetricsEndpoint["of"]): unknown {
  return { lowercaseOutputName: true, rules: [{ pattern: ".*" }] };
}
