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
      threshold: { what: "Partitions of a leader with an out-of-sync replica", ...partitions },
      expression: ({ of, series, threshold }) => `${series.underReplicated(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} partitions led by {{ $labels.pod }} are under-replicated",
      description:
        "{{ $value }} partitions that {{ $labels.pod }} leads have had an out-of-sync replica for 10 minutes.",
      runbook: {
        means: "A broker is down or does not keep up. This is normal during a restart, until the broker has caught up.",
        look: [
          "Which broker's replicas are missing: `{{tools}} kafka-topics.sh --describe --under-replicated-partitions`. It is the broker whose id is in no `Isr`.",
          "Is it down, or slow? Its CPU, disk and `{{measure:replicaLag}}`.",
        ],
        act: [
          "Down: see `KafkaBrokerDown`.",
          "Slow: what else loads it (a reassignment, a consumer that reads old data)? Throttle that.",
          "Only partitions of one leader: check that leader's network threads.",
        ],
      },
    },
    KafkaUnderMinIsrPartitions: {
      severity: "critical",
      for: "2m",
      threshold: { what: "Partitions of a leader below min.insync.replicas", ...partitions },
      expression: ({ of, series, threshold }) => `${series.underMinIsr(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} partitions led by {{ $labels.pod }} refuse writes",
      description:
        "{{ $value }} partitions that {{ $labels.pod }} leads have fewer in-sync replicas than `min.insync.replicas`. Producers with `acks=all` cannot write.",
      runbook: {
        means: "Of three replicas two are missing, or of two replicas one. Reading still works.",
        look: [
          "`{{tools}} kafka-topics.sh --describe --under-min-isr-partitions`",
          "The brokers in `Replicas` that are not in `Isr`.",
        ],
        act: [
          "Recover one of the missing brokers: one is enough.",
          "In an emergency, and with the topic's owner: lower `min.insync.replicas` of the topic to 1. Then a single failure loses records.",
        ],
      },
    },
    KafkaAtMinIsrPartitions: {
      severity: "warning",
      for: "30m",
      threshold: { what: "Partitions of a leader with exactly min.insync.replicas in-sync replicas", ...partitions },
      expression: ({ of, series, threshold }) => `${series.atMinIsr(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} partitions led by {{ $labels.pod }} are one failure away from refusing writes",
      description:
        "For 30 minutes {{ $value }} partitions that {{ $labels.pod }} leads have had exactly as many in-sync replicas as `min.insync.replicas` requires.",
      runbook: {
        means:
          "If another broker stops, writes fail. If the alert never ends, the topic's replication factor equals its `min.insync.replicas`.",
        look: ["`{{tools}} kafka-topics.sh --describe --at-min-isr-partitions`"],
        act: [
          "Recover the missing replica before you restart anything. Postpone drains and rollouts.",
          "Replication factor equal to `min.insync.replicas`: raise the factor by a reassignment, or lower `min.insync.replicas`.",
        ],
      },
    },
    KafkaOfflineReplicas: {
      severity: "warning",
      for: "5m",
      threshold: { what: "Offline replicas of a broker", ...partitions },
      expression: ({ of, series, threshold }) => `${series.offlineReplicas(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} replicas on {{ $labels.pod }} are offline",
      description:
        "{{ $value }} replicas on {{ $labels.pod }} have been offline for 5 minutes: their log folder failed.",
      runbook: {
        means: "The broker runs, but cannot serve these replicas from its disk.",
        look: ["`{{measure:offlineLogDirectories}}` of the same {{node}}, and its log."],
        act: ["As for `KafkaLogDirectoryOffline`."],
      },
    },
    KafkaIsrFlapping: {
      severity: "warning",
      for: "15m",
      threshold: {
        what: "Number of times within 15 minutes that replicas fell out of sync",
        unit: "count",
        default: 20,
        min: 1,
        max: 100_000,
      },
      expression: ({ of, series, threshold }) => `increase(${series.isrShrinks(of("broker"))}[15m]) > ${threshold}`,
      summary: "Followers of {{ $labels.pod }} keep falling out of sync",
      description:
        "Replicas of partitions that {{ $labels.pod }} leads fell out of sync {{ $value | humanize }} times within 15 minutes.",
      runbook: {
        means:
          "Followers barely keep up: they fall behind for longer than `replica.lag.time.max.ms` (30 seconds) and recover. Each change writes to the metadata.",
        look: [
          "Pauses of the garbage collector on the followers: `KafkaGcPausesLong`.",
          "Throughput of the volumes against their limit, and packet loss between zones.",
        ],
        act: [
          "Add the resource that is short: disk throughput, CPU, `num.replica.fetchers` (from 1 to 2 or 4).",
          "Do not raise `replica.lag.time.max.ms` first: it only hides the problem.",
        ],
      },
    },
    KafkaReplicaLagHigh: {
      severity: "warning",
      for: "15m",
      threshold: {
        what: "Largest lag of a broker's replicas, in records",
        unit: "records",
        default: 10_000,
        min: 1,
        max: 1_000_000_000,
      },
      expression: ({ of, series, threshold }) => `${series.replicaLag(of("broker"))} > ${threshold}`,
      summary: "{{ $labels.pod }} does not keep up with replication",
      description:
        "A replica on {{ $labels.pod }} has been {{ $value | humanize }} records behind its leader for 15 minutes.",
      runbook: {
        means: "The broker fetches more slowly than leaders write. If a leader fails, this replica cannot take over.",
        look: [
          "Is it catching up after a restart or a reassignment? Then the lag shrinks.",
          "Replication throttles: `{{tools}} kafka-configs.sh --describe --entity-type brokers`",
        ],
        act: [
          "Catching up: wait.",
          "A throttle left by a finished reassignment: `kafka-reassign-partitions.sh --verify` removes it.",
          "Otherwise disk or network, as for `KafkaIsrFlapping`.",
        ],
      },
    },
    KafkaReplicaFetcherFailed: {
      severity: "warning",
      for: "5m",
      expression: ({ of, series }) =>
        `sum by (pod) (${series.failedFetches(of("broker"))}) + sum by (pod) (${series.deadFetchers(of("broker"))}) > 0`,
      summary: "{{ $labels.pod }} has stopped replicating partitions",
      description:
        "Replication of {{ $value }} partitions or threads failed on {{ $labels.pod }}. These replicas never catch up by themselves.",
      runbook: {
        means:
          "A fetcher had an error that it does not retry: a log that does not match the leader's, or no disk space.",
        look: ["The error: `{{log}} | grep -i 'ReplicaFetcherThread'`"],
        act: [
          "Restart the broker: its fetchers start again.",
          "If the same partition fails again: move its replica to another broker and back.",
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
        means: "The throttle of a reassignment is too low, or the reassignment waits for a broker that is gone.",
        look: [
          "`{{tools}} kafka-reassign-partitions.sh --list`",
          "Replication rate: *Replication* on the dashboard *Kafka*.",
        ],
        act: [
          "Raise the throttle, or recover the target broker.",
          "Or cancel it: `kafka-reassign-partitions.sh --cancel`.",
        ],
      },
    },
  },
});
