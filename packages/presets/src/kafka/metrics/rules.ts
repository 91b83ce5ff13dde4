import type { MetricsEndpoint } from "../../kubernetes/workload.js";

/** Configuration of the JMX exporter for a kind of process. */
export function exporterRules(of: MetricsEndpoint["of"]): unknown {
  return of === "cruise-control"
    ? {
        lowercaseOutputName: true,
        rules: [{ pattern: "kafka.cruisecontrol<name=(.+)><>(\\w+)", name: "kafka_cruisecontrol_$1_$2" }],
      }
    : { lowercaseOutputName: true, rules: [{ pattern: ".*" }] };
}
