import { atLeast, below, plain, type Row } from "./dashboard.js";
import { asAlert, jvmRow, type Shown } from "./panels.js";

/** ZooKeeper: its ensemble, and what brokers see of it. */
export function zookeeperRows(view: Shown): Row[] {
  const { of, scope, limit } = view;
  const server = `${of("zookeeper")},pod=~"$pod"`;
  return [
    {
      title: "Ensemble",
      panels: [
        {
          title: "Servers",
          description: "Servers whose exporter answers; a majority must.",
          unit: "short",
          kind: "stat",
          thresholds: atLeast(scope.expected.zookeeper ?? 1),
          queries: [{ expression: `count(up{${of("zookeeper")}} == 1) or vector(0)`, legend: "" }],
        },
        {
          title: "Size of the quorum",
          description: "Servers of the ensemble.",
          unit: "short",
          kind: "stat",
          thresholds: plain,
          queries: [{ expression: `max(zookeeper_quorum_size{${of("zookeeper")}})`, legend: "" }],
        },
        {
          title: "Nodes",
          description: "Entries of the tree.",
          unit: "short",
          kind: "stat",
          thresholds: plain,
          queries: [{ expression: `max(zookeeper_tree_nodecount{${of("zookeeper")}})`, legend: "" }],
        },
        {
          title: "Watches",
          description: "Entries that brokers watch.",
          unit: "short",
          kind: "stat",
          thresholds: plain,
          queries: [{ expression: `sum(zookeeper_tree_watchcount{${of("zookeeper")}})`, legend: "" }],
        },
        {
          title: "Sessions that ended",
          description: "Brokers' sessions that expired within a day.",
          unit: "short",
          kind: "stat",
          thresholds: asAlert(limit("KafkaZookeeperSessionExpired"), "orange"),
          queries: [
            {
              expression: `sum(increase(kafka_server_sessionexpirelistener_zookeeperexpires_total{${of("broker")}}[1d]))`,
              legend: "",
            },
          ],
        },
        {
          title: "Refused logins",
          description: "Clients that could not log in within a day.",
          unit: "short",
          kind: "stat",
          thresholds: below(1, "orange"),
          queries: [
            { expression: `sum(increase(zookeeper_failed_authentication_total{${of("zookeeper")}}[1d]))`, legend: "" },
          ],
        },
        {
          title: "Roles",
          description: "Who leads and who follows.",
          unit: "short",
          kind: "table",
          thresholds: plain,
          queries: [{ expression: `max by (pod, role) (zookeeper_member{${server}})`, legend: "" }],
        },
        {
          title: "Connections",
          description: "Open connections by server.",
          unit: "short",
          thresholds: plain,
          queries: [{ expression: `zookeeper_alive_connections{${server}}`, legend: "{{pod}}" }],
        },
      ],
    },
    {
      title: "Requests",
      panels: [
        {
          title: "Mean latency",
          description: "Since the server's start.",
          unit: "ms",
          thresholds: asAlert(limit("ZookeeperLatencyHigh"), "orange"),
          width: 8,
          queries: [{ expression: `zookeeper_average_request_latency_ms{${server}}`, legend: "{{pod}}" }],
        },
        {
          title: "Requests that wait",
          description: "Requests that the server has not processed yet.",
          unit: "short",
          thresholds: asAlert(limit("ZookeeperRequestsOutstanding"), "orange"),
          width: 8,
          queries: [{ expression: `zookeeper_outstanding_requests{${server}}`, legend: "{{pod}}" }],
        },
        {
          title: "Slow flushes",
          description: "Flushes within 15 minutes that took longer than a second.",
          unit: "short",
          thresholds: asAlert(limit("ZookeeperFsyncSlow"), "orange"),
          width: 8,
          queries: [{ expression: `increase(zookeeper_slow_fsync_total{${server}}[15m])`, legend: "{{pod}}" }],
        },
        {
          title: "Packets",
          description: "Packets received a second.",
          unit: "pps",
          thresholds: plain,
          queries: [
            { expression: `rate(zookeeper_packets_received_total{${server}}[$__rate_interval])`, legend: "{{pod}}" },
          ],
        },
        {
          title: "Latency as brokers see it, 99th percentile",
          description: "Time of a broker's request to ZooKeeper.",
          unit: "ms",
          thresholds: below(1000, "orange"),
          queries: [
            {
              expression: `kafka_server_zookeeperclientmetrics_zookeeperrequestlatencyms{${of("broker")},quantile="0.99"}`,
              legend: "{{pod}}",
            },
          ],
        },
      ],
    },
    jvmRow(view, "zookeeper"),
  ];
}
