import { alertGroup } from "./alert.js";

const partitions = { unit: "count", default: 0, min: 0, max: 100_000 } as const;

/** Copies: which are in sync, and how far the others are behind. */
export const replication = alertGroup({
  name: "replication",
  title: "In-sync replicas and replica lag",
  alerts: {
    KafkaUnderReplicatedPartitions: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Partitions of a leader with a copy out of sync", ...partitions },
      expression: ({ of, series, threshold }) => `${series.underReplicated(of("broker"))} > ${threshold}`,
      summary: "Copies of {{ $value }} partitions led by {{ $labels.pod }} lag behind",
      description: "{{ $value }} partitions that {{ $labels.pod }} leads have had a copy out of sync for 10 minutes.",
      runbook: {
        means:
          "A broker that is down, or does not keep up. Normal during a restart, for as long as it takes to catch up.",
        look: [
          "Which broker's copies are missing: `{{tools}} kafka-topics.sh --describe --under-replicated-partitions`; a number that stands in no `Isr` is the one.",
          "Is it down, or slow? Its CPU, disk and `kafka_server_replicafetchermanager_maxlag`.",
        ],
        act: [
          "Down: see `KafkaBrokerDown`.",
          "Slow: what else loads it (a reassignment, a consumer that reads old data)? Throttle that.",
          "One leader's partitions alone: look at that leader's network threads.",
        ],
      },
    },
    KafkaUnderMinIsrPartitions: {
      severity: "critical",
      for: "2m",
      threshold: { what: "Partitions of a leader below min.insync.replicas", ...partitions },
      expression: ({ of, series, threshold }) => `${series.underMinIsr(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} partitions led by {{ $labels.pod }} take no writes",
      description:
        "{{ $value }} partitions that {{ $labels.pod }} leads have fewer copies in sync than `min.insync.replicas`: producers with `acks=all` are refused.",
      runbook: {
        means:
          "Two copies are missing where three are normal, or one where the topic has only two. Reading still works.",
        look: [
          "`{{tools}} kafka-topics.sh --describe --under-min-isr-partitions`",
          "The brokers in `Replicas` that are not in `Isr`.",
        ],
        act: [
          "Bring one of the missing brokers back: one is enough.",
          "In an emergency, and with the topic's owner: lower `min.insync.replicas` of the topic to 1; from then on a single failure loses records.",
        ],
      },
    },
    KafkaAtMinIsrPartitions: {
      severity: "warning",
      for: "30m",
      threshold: { what: "Partitions of a leader with just min.insync.replicas copies in sync", ...partitions },
      expression: ({ of, series, threshold }) => `${series.atMinIsr(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} partitions led by {{ $labels.pod }} are one failure from taking no writes",
      description:
        "{{ $value }} partitions that {{ $labels.pod }} leads have had just as many copies in sync as `min.insync.replicas` asks for, for 30 minutes.",
      runbook: {
        means:
          "The next broker that stops also stops writes. If it never ends, the topic's factor equals its `min.insync.replicas`.",
        look: ["`{{tools}} kafka-topics.sh --describe --at-min-isr-partitions`"],
        act: [
          "Bring the missing copy back before anything is restarted: drains and roll-outs wait.",
          "Factor equal to min ISR: raise the factor by a reassignment, or lower `min.insync.replicas`.",
        ],
      },
    },
    KafkaOfflineReplicas: {
      severity: "warning",
      for: "5m",
      threshold: { what: "Copies of a broker that are offline", ...partitions },
      expression: ({ of, series, threshold }) => `${series.offlineReplicas(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} copies on {{ $labels.pod }} are offline",
      description: "{{ $value }} copies on {{ $labels.pod }} have been offline for 5 minutes: their folder failed.",
      runbook: {
        means: "The broker runs, but cannot serve these copies from its disk.",
        look: ["`kafka_log_logmanager_offlinelogdirectorycount` of the same pod, and its log."],
        act: ["As for `KafkaLogDirectoryOffline`."],
      },
    },
    KafkaIsrFlapping: {
      severity: "warning",
      for: "15m",
      threshold: {
        what: "Times within 15 minutes that copies fell out of sync",
        unit: "count",
        default: 20,
        min: 1,
        max: 100_000,
      },
      expression: ({ of, series, threshold }) => `increase(${series.isrShrinks(of("broker"))}[15m]) > ${threshold}`,
      summary: "Copies led by {{ $labels.pod }} fall out of sync again and again",
      description:
        "Copies of partitions that {{ $labels.pod }} leads fell out of sync {{ $value | humanize }} times within 15 minutes.",
      runbook: {
        means:
          "Followers are at the edge: they fall behind for longer than `replica.lag.time.max.ms` (30 seconds) and come back. Each change is a write to the metadata.",
        look: [
          "Pauses of the garbage collector on the followers: `KafkaGcPausesLong`.",
          "Throughput of the volumes against their limit; loss on the network between zones.",
        ],
        act: [
          "Give what is short: disk throughput, CPU, `num.replica.fetchers` (from 1 to 2 or 4).",
          "Do not raise `replica.lag.time.max.ms` first: it only hides it.",
        ],
      },
    },
    KafkaReplicaLagHigh: {
      severity: "warning",
      for: "15m",
      threshold: {
        what: "Records that a broker's copies are behind, at most",
        unit: "records",
        default: 10_000,
        min: 1,
        max: 1_000_000_000,
      },
      expression: ({ of, series, threshold }) => `${series.replicaLag(of("broker"))} > ${threshold}`,
      summary: "{{ $labels.pod }} does not keep up with copying",
      description:
        "A copy on {{ $labels.pod }} has been {{ $value | humanize }} records behind its leader for 15 minutes.",
      runbook: {
        means: "The broker fetches more slowly than leaders write. Should a leader fail, this copy is no candidate.",
        look: [
          "Is it catching up after a restart or a reassignment? Then the lag shrinks.",
          "Replication throttles: `{{tools}} kafka-configs.sh --describe --entity-type brokers`",
        ],
        act: [
          "Catching up: wait.",
          "A throttle that a finished reassignment left: `kafka-reassign-partitions.sh --verify` takes it away.",
          "Otherwise disk or network, as for `KafkaIsrFlapping`.",
        ],
      },
    },
    KafkaReplicaFetcherFailed: {
      severity: "warning",
      for: "5m",
      expression: ({ of, series }) =>
        `sum by (pod) (${series.failedFetches(of("broker"))}) + sum by (pod) (${series.deadFetchers(of("broker"))}) > 0`,
      summary: "{{ $labels.pod }} has given up copying partitions",
      description:
        "{{ $labels.pod }} has {{ $value }} partitions or threads that failed to copy: these copies stay behind for ever.",
      runbook: {
        means: "A fetcher met an error that it does not try again: a log that does not fit the leader's, or no room.",
        look: ["The error: `kubectl --namespace {{namespace}} logs POD | grep -i 'ReplicaFetcherThread'`"],
        act: [
          "Restart the broker: fetchers begin again.",
          "If the same partition fails again: move its copy to another broker and back.",
        ],
      },
    },
    KafkaReassignmentLasting: {
      severity: "warning",
      for: "12h",
      threshold: { what: "Partitions of a leader that are being moved", ...partitions },
      expression: ({ of, series, threshold }) => `${series.reassigning(of("broker"))} > ${threshold}`,
      summary: "Partitions led by {{ $labels.pod }} have been moving for 12 hours",
      description: "{{ $value }} partitions that {{ $labels.pod }} leads have been in a reassignment for 12 hours.",
      runbook: {
        means: "A reassignment is throttled too far, or waits for a broker that is gone.",
        look: [
          "`{{tools}} kafka-reassign-partitions.sh --list`",
          "Replication rate: *Replication* on the dashboard *Kafka*.",
        ],
        act: [
          "Raise the throttle, or bring the target broker back.",
          "Or end it: `kafka-reassign-partitions.sh --cancel`.",
        ],
      },
    },
  },
});
