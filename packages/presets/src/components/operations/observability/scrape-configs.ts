import { isText, type Manifest, type Text, text } from "@streamform/core";
import type { Targets } from "../../../kafka/metrics/kafka-metrics.js";
import type { Measures } from "../../../kafka/metrics/measures.js";
import type { Scope } from "./alerts/alert.js";
import type { ObservabilitySpec } from "./spec.js";
import { targetsAddress } from "./target-server.js";

/** Whether Terraform has to be applied before all addresses are known: Prometheus then asks the target server for them. */
export function isDiscovered({ addresses }: Pick<Targets, "addresses">): boolean {
  return addresses.some(isText);
}

/** File of the target server with the addresses of one kind of exporter. */
export function targetsFile({ name }: Pick<Targets, "name">): string {
  return `${name}.json`;
}

/** A document of Prometheus' HTTP service discovery. Source: Prometheus documentation, HTTP SD. */
export function targetsDocument({ addresses }: Pick<Targets, "addresses">): Text {
  const parts = addresses.flatMap((address, index) => [
    index === 0 ? '"' : ',"',
    ...(isText(address) ? address.parts : [address]),
    '"',
  ]);
  return { ...text``, parts: ['[{"targets":[', ...parts, "]}]\n"] };
}

/** Names of the metrics that measures are asked from. */
function metricsOf(measures: Measures): string[] {
  const names = Object.values(measures).flatMap((select) => [...select("").matchAll(/([a-zA-Z_]\w*)\{/g)]);
  return [...new Set(names.map(([, name = ""]) => name))].sort();
}

/**
 * A ScrapeConfig for each kind of exporter that is not a pod of the cluster. They serve many more metrics than needed, so only those
 * of the Kafka's measures are kept. Source: Prometheus operator API reference, ScrapeConfig.
 */
export function scrapeConfigs(spec: ObservabilitySpec, scope: Scope, targets: readonly Targets[]): Manifest[] {
  const constant = (targetLabel: string, replacement: string) => ({ action: "replace", targetLabel, replacement });
  return targets.map((kind) => ({
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "ScrapeConfig",
    metadata: { name: `${scope.cluster}-${kind.name}`, labels: { ...spec.labels } },
    spec: {
      ...(isDiscovered(kind)
        ? {
            httpSDConfigs: [{ url: `${targetsAddress(scope.namespace)}/${targetsFile(kind)}`, refreshInterval: "1m" }],
          }
        : { staticConfigs: [{ targets: [...(kind.addresses as readonly string[])] }] }),
      metricsPath: "/metrics",
      scheme: "HTTP",
      scrapeInterval: spec.scrapeInterval,
      scrapeTimeout: "10s",
      relabelings: [
        constant("namespace", scope.namespace),
        constant("kafka_cluster", scope.cluster),
        constant("kafka_role", kind.of),
        {
          action: "replace",
          sourceLabels: ["__address__"],
          regex: kind.node,
          targetLabel: "pod",
          replacement: "$1",
        },
      ],
      metricRelabelings: [{ action: "keep", sourceLabels: ["__name__"], regex: metricsOf(scope.measures).join("|") }],
    },
  }));
}
