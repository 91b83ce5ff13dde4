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
      description: "{{ $labels.pod }} has not answered for 5 minutes: it is down, hangs, or is pending.",
      runbook: {
        means:
          "One server of the ensemble is missing. An ensemble of three servers tolerates this, but no second failure.",
        look: [
          "`kubectl --namespace {{namespace}} describe pod POD`",
          "`kubectl --namespace {{namespace}} logs POD --previous --tail=100`",
        ],
        act: [
          "As for `KafkaBrokerDown`. Do not touch the other servers meanwhile.",
          "A full volume: `autopurge` deletes snapshots and logs. Check that it runs.",
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
        "The ensemble must have one leader, but has {{ $value }}. Without a leader, brokers lose their sessions and stop.",
      runbook: {
        means:
          "The ensemble has no quorum. Brokers keep working until something changes. Then Kafka elects no leader, and a broker that restarts does not start.",
        look: [
          "Which servers run, and what they log about elections: `kubectl --namespace {{namespace}} logs POD | grep -i -E 'leading|following|looking'`",
          "Whether they reach each other at ports 2888 and 3888, and trust each other's certificates.",
        ],
        act: ["Recover a majority, with their volumes.", "Do not restart brokers meanwhile."],
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
          "This is the mean since the server started. The server has been slow for a long time, or is very slow now.",
        look: ["Slow flushes: `zookeeper_slow_fsync_total`.", "Garbage collections and CPU of the pod."],
        act: ["Give the transaction log its own volume with fast flushes.", "More CPU."],
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
        means: "More requests arrive than the server can process. Sessions will time out.",
        look: [
          "Which clients: `zookeeper_alive_connections`. Only brokers should connect.",
          "As for `ZookeeperLatencyHigh`.",
        ],
        act: ["Block clients other than brokers with the NetworkPolicy.", "As for `ZookeeperLatencyHigh`."],
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
        means:
          "ZooKeeper flushes every write before it answers. A slow disk slows down every change that brokers make.",
        look: ["Throughput and latency of the volume in CloudWatch (`VolumeQueueLength`)."],
        act: ["More IOPS for the volume, or a faster StorageClass."],
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
        "The ZooKeeper session of {{ $labels.pod }} expired {{ $value | humanize }} times within 15 minutes. Each time its leaders move to other brokers.",
      runbook: {
        means:
          "ZooKeeper did not hear from the broker for `zookeeper.session.timeout.ms` (18 seconds), so the cluster considered it dead.",
        look: ["Pauses of the broker: `KafkaGcPausesLong`.", "ZooKeeper at the same moment: elections, slow flushes."],
        act: [
          "Give more CPU or heap to the process that paused.",
          "Do not raise the timeout first: the cluster would notice failed brokers later.",
        ],
      },
    },
  },
});
