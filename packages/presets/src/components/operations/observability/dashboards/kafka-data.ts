import { recorded } from "../../../../kafka/metrics/measures.js";
import { plain, type Row } from "./dashboard.js";
import { asAlert, perBroker, type Shown } from "./panels.js";

/** Copies: which are in sync, and how far the others are behind. */
export function replication(view: Shown): Row {
  const at = perBroker(view);
  const { limit, series } = view;
  return {
    title: "Replication",
    panels: [
      {
        title: "Under-replicated partitions by leader",
        description: "Partitions of each leader with an out-of-sync replica.",
        unit: "short",
        thresholds: asAlert(limit("KafkaUnderReplicatedPartitions"), "orange"),
        width: 8,
        queries: [{ expression: series.underReplicated(at), legend: "{{pod}}" }],
      },
      {
        title: "Replicas that fall out of sync",
        description: "How often within 5 minutes a replica fell out of sync, and how often one recovered.",
        unit: "short",
        thresholds: plain,
        width: 8,
        queries: [
          { expression: `sum(increase(${series.isrShrinks(at)}[5m]))`, legend: "out" },
          { expression: `sum(increase(${series.isrExpands(at)}[5m]))`, legend: "back" },
        ],
      },
      {
        title: "Replica lag",
        description: "Lag of a broker's slowest replica, in records.",
        unit: "short",
        thresholds: asAlert(limit("KafkaReplicaLagHigh"), "orange"),
        width: 8,
        queries: [{ expression: series.replicaLag(at), legend: "{{pod}}" }],
      },
      {
        title: "Copied",
        description: "Bytes that brokers send to each other.",
        unit: "Bps",
        thresholds: plain,
        queries: [
          {
            expression: `sum by (pod) (rate(${series.replicationBytesIn(at)}[$__rate_interval]))`,
            legend: "to {{pod}}",
          },
        ],
      },
      {
        title: "Leaders",
        description: "Partitions that each broker leads; roughly equal in a healthy cluster.",
        unit: "short",
        thresholds: plain,
        queries: [{ expression: series.leaders(at), legend: "{{pod}}" }],
      },
    ],
  };
}

/** Volumes and their content. */
export function storage(view: Shown): Row {
  const { of, series, scope, limit } = view;
  return {
    title: "Storage",
    panels: [
      {
        title: "Use of volumes",
        description: "The alerts fire at orange and red.",
        unit: "percent",
        thresholds: [
          { color: "green", from: null },
          { color: "orange", from: limit("KafkaVolumeFilling") },
          { color: "red", from: limit("KafkaVolumeNearlyFull") },
        ],
        width: 8,
        queries: [
          {
            expression: `100 * (1 - ${series.volumeAvailable(of())} / ${series.volumeSize(of())})`,
            legend: `{{${scope.volumeLabel}}}`,
          },
        ],
      },
      {
        title: "Size of topics",
        description: "The ten largest, counting every replica.",
        unit: "bytes",
        thresholds: plain,
        width: 8,
        queries: [
          {
            expression: `topk(10, ${recorded("topic:kafka_log_log_size:sum", series.logSize)(of())})`,
            legend: "{{topic}}",
          },
        ],
      },
      {
        title: "Size by broker",
        description: "Logs of each broker; unequal sizes mean that partitions are spread unevenly.",
        unit: "bytes",
        thresholds: plain,
        width: 8,
        queries: [{ expression: `sum by (pod) (${series.logSize(perBroker(view))})`, legend: "{{pod}}" }],
      },
    ],
  };
}
