import { anyOf } from "../../../../kafka/metrics/measures.js";
import { alertGroup, down } from "./alert.js";

/** Alerts on Kafka Connect's workers, and on connectors that do not match the spec. */
export const connect = alertGroup({
  name: "kafka-connect",
  title: "Kafka Connect",
  alerts: {
    KafkaConnectWorkerDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "connect"),
      summary: "A worker of Kafka Connect is down: {{ $labels.pod }}",
      description: "{{ $labels.pod }} has not answered for 5 minutes. Other workers, if any, take over its tasks.",
      runbook: {
        means:
          "After scheduled.rebalance.max.delay.ms, 5 minutes by default, the other workers take over the tasks. Without other workers the tasks stop.",
        look: [
          "`kubectl --namespace {{namespace}} get pods | grep connect`, and the log of the pod that is not ready.",
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
        "{{ $labels.name }}{{ $labels.job_name }} has failed or has not been ready for 15 minutes. The connectors do not match the spec.",
      runbook: {
        means:
          "With Strimzi a KafkaConnector is not ready (known where kube-state-metrics watches Strimzi's resources); with a Deployment the Job that applies the connectors failed.",
        look: [
          "Strimzi: `kubectl --namespace {{namespace}} describe kafkaconnector NAME`, *Conditions*.",
          "Job: `kubectl --namespace {{namespace}} logs job/NAME`: it names each connector with the reason.",
        ],
        act: [
          "If Connect refuses a setting, change it in the spec. If Connect does not know a class, the image lacks it.",
          "A failed Job: fix the cause, then delete the Job. GitOps creates it again.",
        ],
      },
    },
  },
});
