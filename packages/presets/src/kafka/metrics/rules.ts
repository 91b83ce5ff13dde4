import type { MetricsEndpoint } from "../../kubernetes/workload.js";

/** Configuration of the JMX exporter's agent for a process, as an object that is written as YAML or JSON. */
export function exporterRules(_of: Exclude<MetricsEndpoint["of"], "lag-exporter">): unknown {
  return { lowercaseOutputName: true, rules: [{ pattern: ".*" }] };
}
