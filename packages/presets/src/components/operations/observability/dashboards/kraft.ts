import { atLeast, below, plain, type Row } from "./dashboard.js";
import { asAlert, jvmRow, type Shown } from "./panels.js";

/** The KRaft controllers: their quorum, and how brokers follow it. */
export function kraftRows(view: Shown): Row[] {
  const { of, scope, limit } = view;
  const controller = `${of("controller")},pod=~"$pod"`;
  return [
    {
      title: "Quorum",
      panels: [
        {
          title: "Controllers",
          description: "Controllers whose exporter answers; a majority must.",
          unit: "short",
          kind: "stat",
          thresholds: atLeast(scope.expected.controller ?? 1),
          queries: [{ expression: `count(up{${of("controller")}} == 1) or vector(0)`, legend: "" }],
        },
        {
          title: "Leader",
          description: "Id of the leading controller; -1 means none.",
          unit: "short",
          kind: "stat",
          thresholds: atLeast(0),
          queries: [{ expression: `max(kafka_server_raft_metrics_current_leader{${of("controller")}})`, legend: "" }],
        },
        {
          title: "Epoch",
          description: "Grows with every election.",
          unit: "short",
          kind: "stat",
          thresholds: plain,
          queries: [{ expression: `max(kafka_server_raft_metrics_current_epoch{${of("controller")}})`, legend: "" }],
        },
        {
          title: "Brokers",
          description: "Brokers that may lead partitions.",
          unit: "short",
          kind: "stat",
          thresholds: atLeast(scope.expected.broker ?? 1, "orange"),
          queries: [
            { expression: `max(kafka_controller_kafkacontroller_activebrokercount{${of("controller")}})`, legend: "" },
          ],
        },
        {
          title: "Fenced brokers",
          description: "Brokers that send the controllers no heartbeats.",
          unit: "short",
          kind: "stat",
          thresholds: asAlert(limit("KafkaBrokersFenced"), "orange"),
          queries: [
            { expression: `max(kafka_controller_kafkacontroller_fencedbrokercount{${of("controller")}})`, legend: "" },
          ],
        },
        {
          title: "Metadata errors",
          description: "Records that a node could not load or apply.",
          unit: "short",
          kind: "stat",
          thresholds: below(1),
          queries: [
            {
              expression: `sum(kafka_controller_kafkacontroller_metadataerrorcount{${of("controller")}}) + sum(kafka_server_broker_metadata_metrics_metadata_apply_error_count{${of("broker")}}) + sum(kafka_server_broker_metadata_metrics_metadata_load_error_count{${of("broker")}})`,
              legend: "",
            },
          ],
        },
        {
          title: "States",
          description: "Role of each controller: leader, follower, candidate.",
          unit: "short",
          kind: "table",
          thresholds: plain,
          queries: [
            { expression: `max by (pod, state) (kafka_server_raft_metrics_current_state{${controller}})`, legend: "" },
          ],
        },
        {
          title: "Elections",
          description: "Changes of the epoch within an hour.",
          unit: "short",
          thresholds: asAlert(limit("KafkaControllerElections"), "orange"),
          queries: [
            {
              expression: `max(delta(kafka_server_raft_metrics_current_epoch{${of("controller")}}[1h]))`,
              legend: "elections",
            },
          ],
        },
      ],
    },
    {
      title: "Metadata log",
      panels: [
        {
          title: "End of the log",
          description: "Offset that each controller has reached; a controller whose line stays behind does not follow.",
          unit: "short",
          thresholds: plain,
          width: 8,
          queries: [{ expression: `kafka_server_raft_metrics_log_end_offset{${controller}}`, legend: "{{pod}}" }],
        },
        {
          title: "Time to commit",
          description: "Mean time until a majority has a change.",
          unit: "ms",
          thresholds: below(500, "orange"),
          width: 8,
          queries: [{ expression: `kafka_server_raft_metrics_commit_latency_avg{${controller}}`, legend: "{{pod}}" }],
        },
        {
          title: "Flush of the log, 99th percentile",
          description: "Time that a controller's disk takes.",
          unit: "ms",
          thresholds: below(1000, "orange"),
          width: 8,
          queries: [
            {
              expression: `kafka_log_logflushstats_logflushrateandtimems{${controller},quantile="0.99"}`,
              legend: "{{pod}}",
            },
          ],
        },
        {
          title: "Brokers' age of metadata",
          description: "How far each broker is behind the controllers.",
          unit: "ms",
          thresholds: asAlert(limit("KafkaMetadataLagHigh"), "orange"),
          width: 8,
          queries: [
            {
              expression: `kafka_server_broker_metadata_metrics_last_applied_record_lag_ms{${of("broker")}}`,
              legend: "{{pod}}",
            },
          ],
        },
        {
          title: "Wait in the controller, 99th percentile",
          description: "Time that changes and heartbeats wait in the queue.",
          unit: "ms",
          thresholds: asAlert(limit("KafkaControllerQueueSlow"), "orange"),
          width: 8,
          queries: [
            {
              expression: `kafka_controller_controllereventmanager_eventqueuetimems{${controller},quantile="0.99"}`,
              legend: "{{pod}}",
            },
          ],
        },
        {
          title: "Records appended",
          description: "Changes a second that controllers write.",
          unit: "wps",
          thresholds: plain,
          width: 8,
          queries: [{ expression: `kafka_server_raft_metrics_append_records_rate{${controller}}`, legend: "{{pod}}" }],
        },
      ],
    },
    jvmRow(view, "controller"),
  ];
}
