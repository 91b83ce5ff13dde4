import { alertGroup, down } from "./alert.js";

/** ZooKeeper's ensemble, and the brokers' sessions with it. */
export const zookeeper = alertGroup({
  name: "zookeeper",
  title: "ZooKeeper",
  alerts: {
    ZookeeperServerDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "zookeeper"),
      summary: "{{ $labels.pod }} does not answer",
      description: "For 5 minutes {{ $labels.pod }} has not answered: it is down, hangs, or waits for a place to run.",
      runbook: {
        means: "One server of the ensemble is missing. With three, the ensemble bears this one and no other.",
        look: [
          "`kubectl --namespace {{namespace}} describe pod POD`",
          "`kubectl --namespace {{namespace}} logs POD --previous --tail=100`",
        ],
        act: [
          "As for `KafkaBrokerDown`; do nothing to the other servers meanwhile.",
          "A full volume: snapshots and logs are purged by `autopurge`; look whether it runs.",
        ],
      },
    },
    ZookeeperWithoutLeader: {
      severity: "critical",
      for: "2m",
      expression: ({ of, expected }) =>
        (expected.zookeeper ?? 1) > 1
          ? `(sum(zookeeper_member{${of("zookeeper")},role="Leader"}) or vector(0)) != 1`
          : `(count(zookeeper_outstanding_requests{${of("zookeeper")}}) or vector(0)) != 1`,
      summary: "The ensemble of {{cluster}} has {{ $value }} leaders",
      description:
        "The ensemble has {{ $value }} leaders where there must be one: without it, brokers lose their sessions and stop.",
      runbook: {
        means:
          "There is no quorum. Brokers go on until something changes: then no leader is elected, and a broker that restarts does not come up.",
        look: [
          "Which servers run, and what they say of elections: `kubectl --namespace {{namespace}} logs POD | grep -i -E 'leading|following|looking'`",
          "Whether they reach each other at 2888 and 3888, and trust each other's certificates.",
        ],
        act: ["Bring back a majority, with their volumes.", "Do not restart brokers meanwhile."],
      },
    },
    ZookeeperLatencyHigh: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Mean time of a request", unit: "milliseconds", default: 100, min: 1, max: 60_000 },
      expression: ({ of, threshold }) => `zookeeper_average_request_latency_ms{${of("zookeeper")}} > ${threshold}`,
      summary: "{{ $labels.pod }} is slow",
      description: "Requests to {{ $labels.pod }} have taken {{ $value | humanize }} ms on average.",
      runbook: {
        means:
          "The mean since the server's start is this high, so it has been slow for long or is so slow now that it shows.",
        look: ["Slow flushes: `zookeeper_slow_fsync_total`.", "Collections and CPU of the pod."],
        act: ["The transaction log wants a volume of its own, quick to flush.", "More CPU."],
      },
    },
    ZookeeperRequestsOutstanding: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Requests that wait", unit: "count", default: 10, min: 1, max: 100_000 },
      expression: ({ of, threshold }) => `zookeeper_outstanding_requests{${of("zookeeper")}} > ${threshold}`,
      summary: "Requests wait in {{ $labels.pod }}",
      description: "{{ $value }} requests have waited in {{ $labels.pod }} for 10 minutes.",
      runbook: {
        means: "More requests arrive than the server does; sessions will time out.",
        look: ["Who asks: `zookeeper_alive_connections`; only brokers should.", "As for `ZookeeperLatencyHigh`."],
        act: ["Shut out clients that are no brokers by the NetworkPolicy.", "As for `ZookeeperLatencyHigh`."],
      },
    },
    ZookeeperFsyncSlow: {
      severity: "warning",
      for: "0m",
      threshold: {
        what: "Flushes within 15 minutes that took longer than a second",
        unit: "count",
        default: 3,
        min: 0,
        max: 100_000,
      },
      expression: ({ of, threshold }) => `increase(zookeeper_slow_fsync_total{${of("zookeeper")}}[15m]) > ${threshold}`,
      summary: "The disk of {{ $labels.pod }} stalls",
      description:
        "{{ $labels.pod }} needed more than a second for {{ $value | humanize }} flushes of its transaction log within 15 minutes.",
      runbook: {
        means: "Every write is on disk before it is answered. A slow disk here slows all that brokers change.",
        look: ["Throughput and latency of the volume in CloudWatch (`VolumeQueueLength`)."],
        act: ["More IOPS for the volume, or a class that has them."],
      },
    },
    KafkaZookeeperSessionExpired: {
      severity: "warning",
      for: "0m",
      needs: "zookeeper",
      threshold: { what: "Sessions that ended within 15 minutes", unit: "count", default: 0, min: 0, max: 1000 },
      expression: ({ of, threshold }) =>
        `increase(kafka_server_sessionexpirelistener_zookeeperexpires_total{${of("broker")}}[15m]) > ${threshold}`,
      summary: "{{ $labels.pod }} lost its session with ZooKeeper",
      description:
        "Sessions of {{ $labels.pod }} with ZooKeeper ended {{ $value | humanize }} times within 15 minutes; each time its leaders move away.",
      runbook: {
        means:
          "The broker was not heard of for `zookeeper.session.timeout.ms` (18 seconds). To the others it was dead.",
        look: ["Pauses of the broker: `KafkaGcPausesLong`.", "ZooKeeper at the same moment: elections, slow flushes."],
        act: [
          "Give CPU or heap to the one that paused.",
          "Do not raise the time-out first: failed brokers are then noticed later.",
        ],
      },
    },
  },
});
