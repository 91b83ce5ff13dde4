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
      description: "For 5 minutes {{ $labels.pod }} has not answered: it is down, hangs, or waits for a place to run.",
      runbook: {
        means: "One controller is missing. With three, the cluster bears this one and no other.",
        look: [
          "`kubectl --namespace {{namespace}} describe pod POD`",
          "`{{tools}} kafka-metadata-quorum.sh describe --replication`",
        ],
        act: ["As for `KafkaBrokerDown`; do nothing to the other controllers meanwhile."],
      },
    },
    KafkaQuorumWithoutLeader: {
      severity: "critical",
      for: "2m",
      expression: ({ of }) => `(max(kafka_server_raft_metrics_current_leader{${of("controller")}}) or vector(-1)) < 0`,
      summary: "The controllers of {{cluster}} have no leader",
      description:
        "No controller of {{cluster}} knows a leader of the quorum: metadata cannot be changed, failed brokers are not replaced.",
      runbook: {
        means:
          "Fewer than a majority of the controllers reach each other. Brokers go on with what they know, until one fails.",
        look: [
          "Which run, and whether they reach each other at port 9090: their logs tell of elections.",
          "Certificates of the controllers' listener: an expired one ends the quorum at the next connection.",
        ],
        act: [
          "Bring back a majority, with their volumes.",
          "A controller that lost its volume must not come back under its id while the others are down: it would vote with an empty log.",
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
      summary: "The controllers of {{cluster}} elect leaders again and again",
      description: "The quorum's leader changed {{ $value | humanize }} times within an hour.",
      runbook: {
        means:
          "The leader does not answer in time (`controller.quorum.fetch.timeout.ms`, 2 seconds): it pauses, its disk stalls, or it is restarted.",
        look: [
          "Restarts and collections of the controllers.",
          "`kafka_log_logflushstats_logflushrateandtimems` of the controllers: the metadata log is flushed with every write.",
        ],
        act: [
          "More CPU for the controllers, or a quicker volume.",
          "A roll-out of the controllers is up to one election a pod, and no reason for concern.",
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
        "{{ $labels.pod }} met {{ $value }} errors while it read or applied metadata: it may act on something that is not so.",
      runbook: {
        means: "A record of the metadata log could not be loaded or applied. The node goes on without that change.",
        look: [
          "The error: `kubectl --namespace {{namespace}} logs POD | grep -i 'fault handler\\|metadata'`",
          "Whether versions differ: `KafkaVersionsMixed`.",
        ],
        act: [
          "Restart the pod: it reads snapshot and log anew.",
          "If it comes back, take the log along for Kafka's tracker before you do more.",
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
        means: "The broker does not hear of new leaders, topics and ACLs: clients are sent to the wrong broker.",
        look: [
          "Whether it reaches the controllers: `kubectl --namespace {{namespace}} logs POD | grep -i raft`",
          "CPU and collections of the broker.",
        ],
        act: ["Mend the way to port 9090 (NetworkPolicy, certificate).", "Otherwise restart the broker."],
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
          "Elections, new topics and heartbeats of brokers stand in one queue. When it is slow, brokers are fenced although they are well.",
        look: [
          "What is being done: many topics made or deleted at once, or a large reassignment.",
          "CPU and disk of the controller.",
        ],
        act: ["Do mass changes in smaller steps.", "More CPU for the controllers."],
      },
    },
  },
});
