import { alertGroup, type Measured } from "./alert.js";

const percent = { unit: "percent", min: 1, max: 100 } as const;

function used({ of, series }: Measured): string {
  return `100 * (1 - ${series.volumeAvailable(of())} / ${series.volumeSize(of())})`;
}

const growing = [
  "Let the volume grow: raise `volumeSize` in the spec; with a StorageClass that allows it the volume grows while it is in use (on EBS up to four times in 24 hours).",
  "Delete sooner: lower `retention.ms` or `retention.bytes` of the largest topics; segments go within minutes.",
  "Never delete files below the log folder by hand.",
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
      summary: "{{ $labels.persistentvolumeclaim }} fills up",
      description: "The volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanize }} % full.",
      runbook: {
        means: "There is time, but it should be used: a broker whose volume is full stops.",
        look: [
          "How fast: the dashboard *Kafka*, row *Storage*.",
          "The largest topics: `topk(10, sum by (topic) (kafka_log_log_size))`.",
          "Whether one broker alone is so full: then partitions are unevenly spread.",
        ],
        act: [...growing, "Uneven: move partitions, by Cruise Control or `kafka-reassign-partitions.sh`."],
      },
    },
    KafkaVolumeNearlyFull: {
      severity: "critical",
      for: "5m",
      threshold: { what: "Use of a volume", default: 90, ...percent },
      expression: (measured) => `${used(measured)} > ${measured.threshold}`,
      summary: "{{ $labels.persistentvolumeclaim }} is nearly full",
      description:
        "The volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanize }} % full; when it is full, its pod stops and does not start again.",
      runbook: {
        means:
          "Soon the node cannot write any more. A broker takes its log folder offline, a controller or ZooKeeper server ends.",
        look: [
          "What grew within the last hours: `topk(10, sum by (topic) (delta(kafka_log_log_size[6h])))`.",
          "A producer that suddenly writes more: *Bytes in by topic*.",
        ],
        act: [
          ...growing,
          "Stop a producer that runs wild with a quota (`producer_byte_rate`) or by taking its ACL away.",
        ],
      },
    },
    KafkaVolumeFullSoon: {
      severity: "warning",
      for: "1h",
      threshold: {
        what: "Time until a volume is full, as the last 6 hours went",
        unit: "hours",
        default: 24,
        min: 1,
        max: 720,
      },
      expression: (measured) => {
        const available = measured.series.volumeAvailable(measured.of());
        return `${available} / -deriv(${available}[6h]) / 3600 and predict_linear(${available}[6h], ${measured.threshold} * 3600) < 0 and ${used(measured)} > 50`;
      },
      summary: "{{ $labels.persistentvolumeclaim }} will be full soon",
      description:
        "If it goes on as within the last 6 hours, the volume {{ $labels.persistentvolumeclaim }} is full in {{ $value | humanize }} hours.",
      runbook: {
        means:
          "The line through the last 6 hours meets zero before the time is up. It is only looked at from half full on, so that a new topic's first data does not count.",
        look: [
          "Whether the rate goes on, or is a load that ends: *Bytes in by topic*.",
          "Whether retention has been reached: until then every topic only grows.",
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
      summary: "{{ $labels.persistentvolumeclaim }} runs out of inodes",
      description:
        "{{ $value | humanize }} % of the inodes of {{ $labels.persistentvolumeclaim }} are used: no file can be made without one, however much room there is.",
      runbook: {
        means: "Very many partitions or very small segments: every segment is at least three files.",
        look: [
          "Partitions by broker: `kafka_server_replicamanager_partitioncount`.",
          "Topics with a small `segment.bytes` or `segment.ms`.",
        ],
        act: [
          "Raise `segment.bytes` or `segment.ms` of these topics.",
          "XFS makes inodes as it needs them; ext4 has as many as it was made with.",
        ],
      },
    },
    KafkaLogDirectoryOffline: {
      severity: "critical",
      for: "1m",
      expression: ({ of, series }) => `${series.offlineLogDirectories(of("broker"))} > 0`,
      summary: "{{ $labels.pod }} has lost a log folder",
      description:
        "{{ $labels.pod }} has {{ $value }} log folders offline after an I/O error: their partitions are not served from there.",
      runbook: {
        means:
          "Writing or reading failed, so the broker serves nothing from that folder any more. With a single folder it ends.",
        look: [
          "The error: `kubectl --namespace {{namespace}} logs POD | grep -i 'log dir'`",
          "Is the volume full, or gone? `kubectl --namespace {{namespace}} describe pvc`; the volume's state in EC2.",
        ],
        act: [
          "Full: see `KafkaVolumeNearlyFull`, then restart the pod.",
          "A volume that is broken: with the other copies in sync, delete pod and claim; the broker fetches everything anew.",
        ],
      },
    },
    KafkaLogCleanerStuck: {
      severity: "warning",
      for: "15m",
      expression: ({ of, series }) =>
        `sum by (pod) (${series.deadCleaners(of("broker"))}) + sum by (pod) (${series.uncleanablePartitions(of("broker"))}) > 0`,
      summary: "{{ $labels.pod }} does not compact any more",
      description:
        "{{ $value }} cleaner threads or partitions of {{ $labels.pod }} have given up: compacted topics, `__consumer_offsets` among them, grow without end.",
      runbook: {
        means: "A cleaner thread met something that it could not read, and died or put the partition aside.",
        look: [
          "Which partition and why: `kubectl --namespace {{namespace}} logs POD | grep -i cleaner`",
          "How large it has become: `kafka_log_log_size` by topic.",
        ],
        act: [
          "A thread that died comes back with a restart of the broker.",
          "A corrupt segment: with the other copies in sync, move the partition away from this broker and back.",
          "*not enough memory*: raise `log.cleaner.dedupe.buffer.size`.",
        ],
      },
    },
  },
});
