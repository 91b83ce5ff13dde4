import { plain, type Row } from "./dashboard.js";
import { asAlert, perBroker, type Shown } from "./panels.js";

/** Copies: which are in sync, and how far the others are behind. */
export function replication(view: Shown): Row {
  const at = perBroker(view);
  const { limit } = view;
  return {
    title: "Replication",
    panels: [
      {
        title: "Under-replicated partitions by leader",
        description: "Partitions of each leader with a copy out of sync.",
        unit: "short",
        thresholds: asAlert(limit("KafkaUnderReplicatedPartitions"), "orange"),
        width: 8,
        queries: [{ expression: `kafka_server_replicamanager_underreplicatedpartitions{${at}}`, legend: "{{pod}}" }],
      },
      {
        title: "Copies that fall out of sync",
        description: "Times within 5 minutes, and how often one came back.",
        unit: "short",
        thresholds: plain,
        width: 8,
        queries: [
          { expression: `sum(increase(kafka_server_replicamanager_isrshrinks_total{${at}}[5m]))`, legend: "out" },
          { expression: `sum(increase(kafka_server_replicamanager_isrexpands_total{${at}}[5m]))`, legend: "back" },
        ],
      },
      {
        title: "Lag of copies",
        description: "Records that the slowest copy of a broker is behind.",
        unit: "short",
        thresholds: asAlert(limit("KafkaReplicaLagHigh"), "orange"),
        width: 8,
        queries: [
          { expression: `kafka_server_replicafetchermanager_maxlag{${at},client_id="Replica"}`, legend: "{{pod}}" },
        ],
      },
      {
        title: "Copied",
        description: "Bytes that brokers send to each other.",
        unit: "Bps",
        thresholds: plain,
        queries: [
          {
            expression: `sum by (pod) (rate(kafka_server_brokertopicmetrics_replicationbytesin_total{${at}}[$__rate_interval]))`,
            legend: "to {{pod}}",
          },
        ],
      },
      {
        title: "Leaders",
        description: "Partitions that each broker leads; roughly alike when all is well.",
        unit: "short",
        thresholds: plain,
        queries: [{ expression: `kafka_server_replicamanager_leadercount{${at}}`, legend: "{{pod}}" }],
      },
    ],
  };
}

/** Volumes, and what stands on them. */
export function storage(view: Shown): Row {
  const { of, pods, scope, limit } = view;
  const volume = (metric: string) =>
    `kubelet_volume_stats_${metric}{namespace="${scope.namespace}",persistentvolumeclaim=~".*${pods}"}`;
  return {
    title: "Storage",
    panels: [
      {
        title: "Use of volumes",
        description: "Orange and red are where the alerts fire.",
        unit: "percent",
        thresholds: [
          { color: "green", from: null },
          { color: "orange", from: limit("KafkaVolumeFilling") },
          { color: "red", from: limit("KafkaVolumeNearlyFull") },
        ],
        width: 8,
        queries: [
          {
            expression: `100 * (1 - ${volume("available_bytes")} / ${volume("capacity_bytes")})`,
            legend: "{{persistentvolumeclaim}}",
          },
        ],
      },
      {
        title: "Size of topics",
        description: "The ten largest, copies counted.",
        unit: "bytes",
        thresholds: plain,
        width: 8,
        queries: [{ expression: `topk(10, topic:kafka_log_log_size:sum{${of()}})`, legend: "{{topic}}" }],
      },
      {
        title: "Size by broker",
        description: "Logs of each broker; unlike sizes mean that partitions are unevenly spread.",
        unit: "bytes",
        thresholds: plain,
        width: 8,
        queries: [{ expression: `sum by (pod) (kafka_log_log_size{${perBroker(view)}})`, legend: "{{pod}}" }],
      },
    ],
  };
}
