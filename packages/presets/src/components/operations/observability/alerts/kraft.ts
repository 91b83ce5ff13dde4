import { alertGroup, down } from "./alert.js";

/** KRaft: the controllers, and how brokers follow them. */
export const kraft = alertGroup({
  name: "kraft",
  title: "KRaft controllers",
  alerts: {
    KafkaControllerDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "controller"),
      summary: "{{ $labels.pod }} does not answer",
      description: "{{ $labels.pod }} has not answered for 5 minutes: it is down, hangs, or is pending.",
      runbook: {
        means: "One controller is missing. A cluster with three controllers tolerates this, but no second failure.",
        look: [
          "`kubectl --namespace {{namespace}} describe pod POD`",
          "`{{tools}} kafka-metadata-quorum.sh describe --replication`",
        ],
        act: ["As for `KafkaBrokerDown`. Do not touch the other controllers meanwhile."],
      },
    },
    KafkaQuorumWithoutLeader: {
      severity: "critical",
      for: "2m",
      expression: ({ of }) => `(max(kafka_server_raft_metrics_current_leader{${of("controller")}}) or vector(-1)) < 0`,
      summary: "The controllers of {{cluster}} have no leader",
      description:
        "No controller of {{cluster}} knows a quorum leader. Metadata cannot change, and partitions of failed brokers get no new leaders.",
      runbook: {
        means:
          "Less than a majority of the controllers reach each other. Brokers keep working with their present metadata until a broker fails.",
        look: [
          "Which controllers run, and whether they reach each other at port 9090. Their logs show the elections.",
          "Certificates of the controllers' listener: an expired certificate breaks the quorum at the next connection.",
        ],
        act: [
          "Recover a majority, with their volumes.",
          "Do not restart a controller that lost its volume under the same id while the others are down: it would vote with an empty log.",
        ],
      },
    },
    KafkaControllerElections: {
      severity: "warning",
      for: "0m",
      threshold: {
        what: "Changes of the quorum's leader within an hour",
        unit: "count",
        default: 3,
        min: 1,
        max: 1000,
      },
      expression: ({ of, threshold }) =>
        `max(delta(kafka_server_raft_metrics_current_epoch{${of("controller")}}[1h])) > ${threshold}`,
      summary: "The controllers of {{cluster}} keep electing leaders",
      description: "The quorum's leader changed {{ $value | humanize }} times within an hour.",
      runbook: {
        means:
          "The leader does not answer in time (`controller.quorum.fetch.timeout.ms`, 2 seconds): it pauses, its disk stalls, or it restarts.",
        look: [
          "Restarts and garbage collections of the controllers.",
          "`kafka_log_logflushstats_logflushrateandtimems` of the controllers: every write flushes the metadata log.",
        ],
        act: [
          "More CPU for the controllers, or a quicker volume.",
          "A rollout of the controllers causes up to one election for each pod. This is normal.",
        ],
      },
    },
    KafkaMetadataErrors: {
      severity: "critical",
      for: "1m",
      expression: ({ of }) =>
        [
          `kafka_controller_kafkacontroller_metadataerrorcount{${of("controller")}}`,
          ...["load", "apply"].map(
            (kind) => `kafka_server_broker_metadata_metrics_metadata_${kind}_error_count{${of("broker")}}`,
          ),
        ]
          .map((errors) => `max by (pod) (${errors}) > 0`)
          .join(" or "),
      summary: "{{ $labels.pod }} could not apply metadata",
      description:
        "{{ $labels.pod }} had {{ $value }} errors while it loaded or applied metadata. It may act on wrong metadata.",
      runbook: {
        means: "The node could not load or apply a record of the metadata log. It continues without that change.",
        look: [
          "The error: `kubectl --namespace {{namespace}} logs POD | grep -i 'fault handler\\|metadata'`",
          "Whether versions differ: `KafkaVersionsMixed`.",
        ],
        act: [
          "Restart the pod: it reads the snapshot and the log again.",
          "If the error returns, save the log for Kafka's issue tracker before you do more.",
        ],
      },
    },
    KafkaMetadataLagHigh: {
      severity: "warning",
      for: "5m",
      needs: "controller",
      threshold: {
        what: "Age of the metadata that a broker acts on",
        unit: "milliseconds",
        default: 30_000,
        min: 1000,
        max: 3_600_000,
      },
      expression: ({ of, threshold }) =>
        `kafka_server_broker_metadata_metrics_last_applied_record_lag_ms{${of("broker")}} > ${threshold}`,
      summary: "{{ $labels.pod }} acts on old metadata",
      description: "{{ $labels.pod }} has been {{ $value | humanize }} ms behind the controllers for 5 minutes.",
      runbook: {
        means: "The broker does not learn of new leaders, topics and ACLs, and sends clients to the wrong broker.",
        look: [
          "Whether it reaches the controllers: `kubectl --namespace {{namespace}} logs POD | grep -i raft`",
          "CPU and garbage collections of the broker.",
        ],
        act: ["Fix the connection to port 9090 (NetworkPolicy, certificate).", "Otherwise restart the broker."],
      },
    },
    KafkaControllerQueueSlow: {
      severity: "warning",
      for: "10m",
      threshold: {
        what: "99th percentile of the time that a change waits in the controller",
        unit: "milliseconds",
        default: 1000,
        min: 1,
        max: 600_000,
      },
      expression: ({ of, threshold }) =>
        `kafka_controller_controllereventmanager_eventqueuetimems{${of("controller")},quantile="0.99"} > ${threshold} and on (pod) kafka_controller_kafkacontroller_activecontrollercount{${of("controller")}} == 1`,
      summary: "Changes wait in the controller {{ $labels.pod }}",
      description:
        "One of a hundred changes has waited {{ $value | humanize }} ms or more in the controller {{ $labels.pod }} for 10 minutes.",
      runbook: {
        means:
          "Elections, new topics and heartbeats of brokers share one queue. When it is slow, the controller fences healthy brokers.",
        look: [
          "What is running: many topics created or deleted at once, or a large reassignment.",
          "CPU and disk of the controller.",
        ],
        act: ["Make mass changes in smaller steps.", "More CPU for the controllers."],
      },
    },
  },
});
