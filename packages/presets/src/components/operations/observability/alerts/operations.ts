import { anyOf } from "../../../../kafka/metrics/measures.js";
import { alertGroup } from "./alert.js";

/** What runs beside the brokers: certificates, backups, Jobs, MirrorMaker 2, Connect. */
export const operations = alertGroup({
  name: "operations",
  title: "Certificates, backups and other components",
  alerts: {
    KafkaCertificateExpiring: {
      severity: "warning",
      for: "1h",
      threshold: { what: "Days until a certificate expires", unit: "days", default: 7, min: 1, max: 365 },
      expression: ({ series, threshold }) => `${series.certificateExpiry("")} - time() < ${threshold} * 86400`,
      summary: "The certificate {{ $labels.name }}{{ $labels.type }} was not renewed",
      description:
        "The certificate {{ $labels.name }}{{ $labels.type }} expires in {{ $value | humanizeDuration }}. cert-manager, or Strimzi for its own CAs, should already have renewed it.",
      runbook: {
        means:
          "Certificates are renewed weeks before they expire. This one was not. When it expires, clients and brokers refuse each other.",
        look: [
          "`kubectl --namespace {{namespace}} describe certificate NAME`, and the CertificateRequest that it names.",
          "One of Strimzi's CAs: `kubectl --namespace {{namespace}} describe kafka {{cluster}}`, *Conditions*, and the operator's log. If `maintenanceTimeWindows` is set, the operator renews only in these windows.",
          "Is cert-manager running? `kubectl --namespace cert-manager get pods`",
        ],
        act: [
          "Fix the problem that the request names (the issuer, its CA's Secret).",
          "Renew at once: `cmctl --namespace {{namespace}} renew NAME`",
          "One of Strimzi's CAs: `kubectl --namespace {{namespace}} annotate secret {{cluster}}-cluster-ca-cert strimzi.io/force-renew=true`, or that of `{{cluster}}-clients-ca-cert`; the brokers restart one by one.",
        ],
      },
    },
    KafkaBackupTooOld: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Age of the last successful backup", unit: "hours", default: 26, min: 1, max: 8760 },
      expression: ({ namespace, threshold }) => {
        const of = `{namespace="${namespace}",cronjob=~"(.*-)?backup(-.*)?"}`;
        return `(time() - max by (cronjob) (kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})) / 3600 > ${threshold}`;
      },
      summary: "The last successful backup is {{ $value | humanize }} hours old",
      description:
        "{{ $labels.cronjob }} last succeeded, or was created and never succeeded, {{ $value | humanize }} hours ago.",
      runbook: {
        means: "No backup holds the topics, configuration, ACLs and groups created since then.",
        look: [
          "`kubectl --namespace {{namespace}} get jobs`, and the log of the last one.",
          "*AccessDenied*: the role or the bucket's policy. *suspended*: somebody switched it off.",
        ],
        act: [
          "Fix the cause and run a backup at once: `kubectl --namespace {{namespace}} create job --from=cronjob/NAME backup-now`",
        ],
      },
    },
    KafkaTopicsOrUsersNotApplied: {
      severity: "warning",
      for: "15m",
      expression: ({ namespace, series }) =>
        anyOf([
          `max by (job_name) (kube_job_failed{namespace="${namespace}",condition="true",job_name=~"(.*-)?(topics|users?)-.*"}) > 0`,
          ...[series.topicResources, series.userResources].map(
            (resources) => `count by (name) (${resources('ready!="True"')}) > 0`,
          ),
        ]),
      summary: "{{ $labels.name }}{{ $labels.job_name }} was not applied to the cluster",
      description:
        "{{ $labels.name }}{{ $labels.job_name }} has failed or has not been ready for 15 minutes. The topics or users do not match the spec.",
      runbook: {
        means:
          "With Strimzi a KafkaTopic or KafkaUser is not ready (known where kube-state-metrics watches Strimzi's resources); with StatefulSets a Job that applies topics or users failed.",
        look: [
          "Strimzi: `kubectl --namespace {{namespace}} describe kafkatopic NAME` (or kafkauser), *Conditions*.",
          "Jobs: `kubectl --namespace {{namespace}} logs job/NAME`",
        ],
        act: [
          "If Kafka refuses a change (fewer partitions, another replication factor), revert it in the spec.",
          "A failed Job: fix the cause, then delete the Job. GitOps creates it again.",
        ],
      },
    },
    MirrorMakerDown: {
      severity: "critical",
      for: "5m",
      expression: ({ of }) => `(count(up{${of("mirror-maker")}} == 1) or vector(0)) < 1`,
      summary: "MirrorMaker of {{cluster}} is down",
      description: "No MirrorMaker worker has answered for 5 minutes. Nothing reaches the second cluster.",
      runbook: {
        means:
          "The copy in the second cluster gets older. No records are lost while the outage is shorter than the retention.",
        look: ["`kubectl --namespace {{namespace}} get pods | grep -i mirror`, and the log of the last one."],
        act: [
          "Login refused: check the credentials of both clusters.",
          "Not reachable: check the second cluster's address, its security group and the NetworkPolicy.",
        ],
      },
    },
    MirrorMakerTaskFailed: {
      severity: "critical",
      for: "5m",
      expression: ({ of }) =>
        `sum by (connector) (kafka_connect_connect_worker_metrics_connector_failed_task_count{${of("mirror-maker")}}) > 0`,
      summary: "Tasks of {{ $labels.connector }} have failed",
      description:
        "{{ $value }} tasks of {{ $labels.connector }} have failed. MirrorMaker does not copy their partitions.",
      runbook: {
        means: "A failed task stays failed until somebody restarts it.",
        look: [
          "The exception in the worker's log: `kubectl --namespace {{namespace}} logs POD | grep -A20 'Task threw'`",
        ],
        act: [
          "A record is too large for the second cluster: raise its topic's `max.message.bytes`.",
          "Then restart the pod, or the KafkaMirrorMaker2 by the annotation `strimzi.io/restart-connector`.",
        ],
      },
    },
    MirrorMakerLatencyHigh: {
      severity: "warning",
      for: "15m",
      threshold: {
        what: "Time from a record's time stamp to its copy",
        unit: "seconds",
        default: 300,
        min: 1,
        max: 86_400,
      },
      expression: ({ of, threshold }) =>
        `max by (topic) (kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms_max{${of("mirror-maker")}}) / 1000 > ${threshold}`,
      summary: "The copy of {{ $labels.topic }} is late",
      description:
        "Records of {{ $labels.topic }} have reached the second cluster {{ $value | humanizeDuration }} late for 15 minutes.",
      runbook: {
        means: "MirrorMaker does not keep up, or has begun to copy old records.",
        look: [
          "Is it the first copy of an old topic? Then the lag ends by itself.",
          "CPU of the workers, and latency to the second cluster.",
        ],
        act: [
          "More tasks (`tasksMax`, up to the number of partitions), more workers.",
          "Larger batches for its producer, especially across regions.",
        ],
      },
    },
    KafkaConnectTaskFailed: {
      severity: "warning",
      for: "5m",
      expression: ({ of }) =>
        `sum by (connector) (kafka_connect_connect_worker_metrics_connector_failed_task_count{${of("connect")}}) > 0`,
      summary: "Tasks of the connector {{ $labels.connector }} have failed",
      description: "{{ $value }} tasks of the connector {{ $labels.connector }} have failed.",
      runbook: {
        means: "A failed task stays failed until somebody restarts it.",
        look: ["The exception: `GET /connectors/NAME/status` of the REST interface."],
        act: ["Fix the cause, then `POST /connectors/NAME/restart?includeTasks=true&onlyFailed=true`."],
      },
    },
  },
});
