import type { MetricsEndpoint } from "../../kubernetes/workload.js";

/** Configuration of the JMX exporter's agent for a process, as an object that is written as YAML or JSON. */
export function exporterRules(of: MetricsEndpoint["of"]): unknown {
  return { lowercaseOutputName: true, includeObjectNames: [`java.lang:*`], rules: [{ pattern: of }] };
}
