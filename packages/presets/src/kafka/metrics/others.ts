/**
 * Metrics of alerts and dashboards that no JMX exporter serves, by exporter. The names are from the sources at each entry.
 */
export const metricsOfOthers = {
  prometheus: { source: "Prometheus documentation, automatically generated labels and time series", metrics: ["up"] },
  "lag exporter": {
    source: "danielqsj/kafka_exporter, kafka_exporter.go at 1.7.0 and 1.9.0",
    metrics: [
      "kafka_brokers",
      "kafka_consumergroup_current_offset",
      "kafka_consumergroup_lag",
      "kafka_consumergroup_members",
      "kafka_topic_partition_current_offset",
      "kafka_topic_partition_oldest_offset",
    ],
  },
  "kube-state-metrics": {
    source: "kubernetes/kube-state-metrics, docs/metrics/workload: pod, job, cronjob",
    metrics: [
      "kube_cronjob_created",
      "kube_cronjob_status_last_successful_time",
      "kube_job_failed",
      "kube_pod_container_status_last_terminated_reason",
      "kube_pod_container_status_restarts_total",
    ],
  },
  "kube-state-metrics on Strimzi's resources": {
    source: "strimzi/strimzi-kafka-operator 1.2.0, examples/metrics/kube-state-metrics/configmap.yaml",
    metrics: [
      "strimzi_kafka_connector_resource_info",
      "strimzi_kafka_topic_resource_info",
      "strimzi_kafka_user_resource_info",
    ],
  },
  "Strimzi operator": {
    source: "strimzi/strimzi-kafka-operator 1.2.0, KafkaAssemblyOperatorMetricsHolder",
    metrics: ["strimzi_certificate_expiration_timestamp_ms"],
  },
  kubelet: {
    source: "Kubernetes, pkg/kubelet/metrics/collectors/volume_stats.go",
    metrics: [
      "kubelet_volume_stats_available_bytes",
      "kubelet_volume_stats_capacity_bytes",
      "kubelet_volume_stats_inodes",
      "kubelet_volume_stats_inodes_free",
    ],
  },
  "cert-manager": {
    source: "cert-manager, documentation, Prometheus metrics",
    metrics: ["certmanager_certificate_expiration_timestamp_seconds"],
  },
} as const satisfies Readonly<Record<string, { readonly source: string; readonly metrics: readonly string[] }>>;

export const metricsOfOthersByName: ReadonlySet<string> = new Set(
  Object.values(metricsOfOthers).flatMap(({ metrics }): readonly string[] => metrics),
);
