import { alertGroup, hosted, inPods, type Measured } from "./alert.js";

const percent = { unit: "percent", min: 1, max: 100 } as const;

function used({ of, series }: Measured): string {
  return `100 * (1 - ${series.volumeAvailable(of())} / ${series.volumeSize(of())})`;
}

const growing = [
  hosted("Grow the volume: raise `volumeSize` in the spec. The volume grows while it is in use."),
  inPods(
    "Grow the volume: raise `volumeSize` in the spec. If the StorageClass allows it, the volume grows while it is in use (on EBS up to four times in 24 hours).",
  ),
  "Delete sooner: lower `retention.ms` or `retention.bytes` of the largest topics. Kafka deletes segments within minutes.",
  "Never delete files in the log folder by hand.",
];

/** Volumes, and the logs on them. */
export const storage = alertGroup({
  name: "storage",
  title: "Storage",
  alerts: {
    KafkaVolumeFilling: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Use of a volume", default: 75, ...percent },
      expression: (measured) => `${used(measured)} > ${measured.threshold}`,
      summary: "{{volume}} fills up",
      description: "The volume {{volume}} is {{ $value | humanize }} % full.",
      runbook: {
        means: "You have time, but act now: a broker whose volume is full stops.",
        look: [
          "How fast: the dashboard *Kafka*, row *Storage*.",
          "The largest topics: `topk(10, sum by (topic) ({{measure:logSize}}))`.",
          "Whether only one broker is this full: then partitions are spread unevenly.",
        ],
        act: [...growing, "Uneven: move partitions with Cruise Control or `kafka-reassign-partitions.sh`."],
      },
    },
    KafkaVolumeNearlyFull: {
      severity: "critical",
      for: "5m",
      threshold: { what: "Use of a volume", default: 90, ...percent },
      expression: (measured) => `${used(measured)} > ${measured.threshold}`,
      summary: "{{volume}} is nearly full",
      description:
        "The volume {{volume}} is {{ $value | humanize }} % full; when it is full, its {{node}} stops and does not start again.",
      runbook: {
        means:
          "Soon the node can no longer write. A broker takes its log folder offline. A controller or ZooKeeper server exits.",
        look: [
          "What grew within the last hours: `topk(10, sum by (topic) (delta({{measure:logSize}}[6h])))`.",
          "A producer that suddenly writes more: *Bytes in by topic*.",
        ],
        act: [...growing, "Stop a runaway producer with a quota (`producer_byte_rate`) or by removing its ACL."],
      },
    },
    KafkaVolumeFullSoon: {
      severity: "warning",
      for: "1h",
      threshold: {
        what: "Time until a volume is full, at the rate of the last 6 hours",
        unit: "hours",
        default: 24,
        min: 1,
        max: 720,
      },
      expression: (measured) => {
        const available = measured.series.volumeAvailable(measured.of());
        return `${available} / -deriv(${available}[6h]) / 3600 and predict_linear(${available}[6h], ${measured.threshold} * 3600) < 0 and ${used(measured)} > 50`;
      },
      summary: "{{volume}} will be full soon",
      description: "At the rate of the last 6 hours, the volume {{volume}} is full in {{ $value | humanize }} hours.",
      runbook: {
        means:
          "The trend of the last 6 hours reaches zero free space too soon. The alert looks only at volumes that are more than half full, so that the first data of a new topic does not count.",
        look: [
          "Whether the load is lasting or temporary: *Bytes in by topic*.",
          "Whether topics have reached their retention: until then they only grow.",
        ],
        act: growing,
      },
    },
    KafkaVolumeInodesLow: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Use of a volume's inodes", default: 85, ...percent },
      expression: ({ of, series, threshold }) =>
        `100 * (1 - ${series.volumeFilesFree(of())} / (${series.volumeFiles(of())} > 0)) > ${threshold}`,
      summary: "{{volume}} runs out of inodes",
      description:
        "{{ $value | humanize }} % of the inodes of {{volume}} are in use. Without free inodes the node cannot create files, even with free space.",
      runbook: {
        means: "The volume has very many partitions or very small segments. Every segment is at least three files.",
        look: [
          inPods("Partitions by broker: `kafka_server_replicamanager_partitioncount`."),
          "Topics with a small `segment.bytes` or `segment.ms`.",
        ],
        act: [
          "Raise `segment.bytes` or `segment.ms` of these topics.",
          "XFS creates inodes when it needs them. The number of ext4's inodes is fixed when the file system is created.",
        ],
      },
    },
    KafkaLogDirectoryOffline: {
      severity: "critical",
      for: "1m",
      expression: ({ of, series }) => `${series.offlineLogDirectories(of("broker"))} > 0`,
      summary: "{{ $labels.pod }} has lost a log folder",
      description:
        "{{ $value }} log folders of {{ $labels.pod }} are offline after an I/O error. The broker does not serve their partitions.",
      runbook: {
        means:
          "Writing or reading failed, so the broker no longer serves that folder. With a single folder the broker exits.",
        look: [
          "The error: `{{log}} | grep -i 'log dir'`",
          inPods(
            "Is the volume full, or gone? `kubectl --namespace {{namespace}} describe pvc`; the volume's state in EC2.",
          ),
        ],
        act: [
          "Full: see `KafkaVolumeNearlyFull`, then restart the {{node}}.",
          hosted("A broken volume: the provider replaces it. Open a case if it does not."),
          inPods(
            "A broken volume: if the other replicas are in sync, delete the pod and the claim. The broker fetches everything again.",
          ),
        ],
      },
    },
    KafkaLogCleanerStuck: {
      severity: "warning",
      for: "15m",
      expression: ({ of, series }) =>
        `sum by (pod) (${series.deadCleaners(of("broker"))}) + sum by (pod) (${series.uncleanablePartitions(of("broker"))}) > 0`,
      summary: "{{ $labels.pod }} has stopped compacting logs",
      description:
        "{{ $value }} cleaner threads or partitions of {{ $labels.pod }} have failed. Compacted topics, including `__consumer_offsets`, grow without end.",
      runbook: {
        means: "A cleaner thread could not read a log. The thread died or skips the partition.",
        look: [
          "Which partition and why: `{{log}} | grep -i cleaner`",
          "How large it has become: `{{measure:logSize}}` by topic.",
        ],
        act: [
          "A dead thread: restart the broker.",
          "A corrupt segment: if the other replicas are in sync, move the partition away from this broker and back.",
          "*not enough memory*: raise `log.cleaner.dedupe.buffer.size`.",
        ],
      },
    },
  },
});
