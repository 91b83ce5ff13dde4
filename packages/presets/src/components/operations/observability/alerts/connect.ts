import { anyOf } from "../../../../kafka/metrics/measures.js";
import { alertGroup, down } from "./alert.js";

/** Workers of Kafka Connect, and whether their connectors are those of the spec. */
export const connect = alertGroup({
  name: "kafka-connect",
  title: "Kafka Connect",
  alerts: {
    KafkaConnectWorkerDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "connect"),
      summary: "A worker of Kafka Connect is down: {{ $labels.pod }}",
      description:
        "{{ $labels.pod }} has not answered for 5 minutes: the other workers do what it did, if there are any.",
      runbook: {
        means:
          "The tasks of a worker that is gone are taken over by the others after scheduled.rebalance.max.delay.ms, 5 minutes by default; without others they stand still.",
        look: [
          "`kubectl --namespace {{namespace}} get pods | grep connect`, and the log of the one that is not ready.",
        ],
        act: [
          "*GroupAuthorizationException*, *TopicAuthorizationException*: rights of the user, under `acls`.",
          "*OOMKilled*: more `memory`, or fewer tasks on each worker by more `replicas`.",
        ],
      },
    },
    KafkaConnectorsNotApplied: {
      severity: "warning",
      for: "15m",
      needs: "connect",
      expression: ({ namespace, series }) =>
        anyOf([
          `max by (job_name) (kube_job_failed{namespace="${namespace}",condition="true",job_name=~"(.*-)?connectors-.*"}) > 0`,
          `count by (name) (${series.connectorResources('ready!="True"')}) > 0`,
        ]),
      summary: "{{ $labels.name }}{{ $labels.job_name }} was not applied to Kafka Connect",
      description:
        "{{ $labels.name }}{{ $labels.job_name }} has failed or not been ready for 15 minutes: Kafka Connect does not run the connectors that the spec says.",
      runbook: {
        means:
          "With Strimzi a KafkaConnector is not ready (known where kube-state-metrics watches Strimzi's resources); with a Deployment the Job that brings the connectors failed.",
        look: [
          "Strimzi: `kubectl --namespace {{namespace}} describe kafkaconnector NAME`, *Conditions*.",
          "Job: `kubectl --namespace {{namespace}} logs job/NAME`: it names each connector with the reason.",
        ],
        act: [
          "What Connect refuses has to be changed in the spec; a class that it does not know is missing from the image.",
          "A Job that gave up: mend the reason, delete it; GitOps makes it again.",
        ],
      },
    },
  },
});
