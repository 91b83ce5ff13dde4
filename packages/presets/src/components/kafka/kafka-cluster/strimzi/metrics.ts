import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { exporterRules } from "../../../../kafka/metrics/rules.js";
import type { KubernetesCluster } from "../part.js";
import { metricsConfigMap } from "./names.js";

/** Where every pod of Strimzi's serves metrics. Source: Strimzi's MetricsModel. */
export const metricsPort = { port: 9404, portName: "tcp-prometheus" } as const;

const keys = { kafka: "kafka.json", cruiseControl: "cruise-control.json" } as const;

/** The JMX exporter's configuration of one kind of pod. */
export function metricsConfig(exports: KubernetesCluster["exports"], of: keyof typeof keys) {
  return {
    type: "jmxPrometheusExporter",
    valueFrom: { configMapKeyRef: { name: metricsConfigMap(exports), key: keys[of] } },
  };
}

/** The ConfigMap behind it. A Kafka has one configuration for brokers and controllers alike. */
export function metrics({ chart, exports }: KubernetesCluster, cruiseControl: boolean): void {
  new KubeConfigMap(chart, "metrics", {
    metadata: { name: metricsConfigMap(exports) },
    data: {
      [keys.kafka]: json(together(exporterRules("broker"), exporterRules("controller"))),
      ...(cruiseControl && { [keys.cruiseControl]: json(exporterRules("cruise-control")) }),
    },
  });
}

/** Merges two configurations. A list in both contains the entries of both, each once; otherwise the first value wins. */
export function together(first: unknown, second: unknown): unknown {
  if (!isObject(first) || !isObject(second)) return first;
  const both = (a: unknown, b: unknown) =>
    Array.isArray(a) && Array.isArray(b)
      ? [...new Map([...a, ...b].map((entry: unknown) => [JSON.stringify(entry), entry])).values()]
      : a;
  const keysOfBoth = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(keysOfBoth.map((key) => [key, key in first ? both(first[key], second[key]) : second[key]]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
