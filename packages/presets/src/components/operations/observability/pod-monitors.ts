import type { Manifest } from "@streamform/core";
import type { KafkaMetrics } from "../../../kafka/metrics/kafka-metrics.js";
import type { MetricsEndpoint, Workload } from "../../../kubernetes/workload.js";
import type { Scope } from "./alerts/alert.js";
import type { ObservabilitySpec } from "./spec.js";

/** A workload that serves metrics. */
export type Scraped = Workload & { readonly metrics: MetricsEndpoint };

export function scraped(workloads: readonly Workload[]): Scraped[] {
  return workloads.filter((workload): workload is Scraped => workload.metrics !== undefined);
}

/** Metadata of Prometheus' service discovery, and the labels that become of it: the same whatever made the pods. */
const fromPod = {
  // Pods of both engines end in the node's id.
  node_id: ["__meta_kubernetes_pod_name", ".+-([0-9]+)"],
} as const;
const fromNode = { zone: ["__meta_kubernetes_node_label_topology_kubernetes_io_zone", "(.+)"] } as const;

function constant(targetLabel: string, replacement: string) {
  return { action: "replace", targetLabel, replacement };
}

function relabelings(
  { zoneLabel }: Pick<ObservabilitySpec, "zoneLabel">,
  { cluster }: Pick<Scope, "cluster">,
  role: string,
) {
  return [
    // Not `cluster`, because many Prometheus set-ups use that label for the Kubernetes cluster.
    constant("kafka_cluster", cluster),
    constant("kafka_role", role),
    ...Object.entries({ ...fromPod, ...(zoneLabel ? fromNode : {}) }).map(([targetLabel, [source, regex]]) => ({
      action: "replace",
      sourceLabels: [source],
      regex,
      targetLabel,
      replacement: "$1",
    })),
  ];
}

/** The PodMonitor of the cluster's operator, in the operator's namespace. It keeps the metrics about clusters. */
export function operatorMonitor(
  spec: ObservabilitySpec,
  scope: Scope,
  { namespace, labels, portName }: NonNullable<KafkaMetrics["operator"]>,
): Manifest {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: `${scope.cluster}-operator`, labels: { ...spec.labels } },
    spec: {
      selector: { matchLabels: { ...labels } },
      namespaceSelector: { matchNames: [namespace] },
      podMetricsEndpoints: [
        {
          port: portName,
          path: "/metrics",
          scheme: "http",
          interval: spec.scrapeInterval,
          scrapeTimeout: "10s",
          relabelings: [constant("kafka_cluster", scope.cluster), constant("kafka_role", "operator")],
          metricRelabelings: [{ action: "keep", sourceLabels: ["__name__"], regex: "strimzi_.*" }],
        },
      ],
    },
  };
}

/** A PodMonitor for each kind of pods that serve metrics. Source: Prometheus operator API reference, PodMonitor. */
export function podMonitors(spec: ObservabilitySpec, scope: Scope, workloads: readonly Workload[]): Manifest[] {
  return scraped(workloads).map(({ name, labels, metrics }) => ({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: {
      name: `${scope.cluster}-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`,
      labels: { ...spec.labels },
    },
    spec: {
      selector: { matchLabels: { ...labels } },
      ...(spec.zoneLabel ? { attachMetadata: { node: true } } : {}),
      podMetricsEndpoints: [
        {
          port: metrics.portName,
          path: "/metrics",
          scheme: "http",
          interval: spec.scrapeInterval,
          scrapeTimeout: "10s",
          relabelings: relabelings(spec, scope, metrics.of),
        },
      ],
    },
  }));
}
