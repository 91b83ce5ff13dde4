import type { operations } from "../operations.js";
import { by, type CasesOf, fires, inNamespace, of, silent } from "./case.js";

const day = 86_400;
const certificate = (namespaceLabel: string, days: number) => ({
  [`certmanager_certificate_expiration_timestamp_seconds{${namespaceLabel}="kafka",name="brokers"}`]: `${days * day}x90`,
});
const strimziCa = (days: number) => ({
  [`strimzi_certificate_expiration_timestamp_ms{kafka_cluster="analytics",cluster="analytics",type="cluster-ca",resource_namespace="kafka"}`]: `${days * day * 1000}x90`,
});
const backup = (value: string) => ({
  [inNamespace("kube_cronjob_status_last_successful_time", { cronjob: "analytics-backup" })]: value,
});
const job = (name: string, value: string) => ({
  [inNamespace("kube_job_failed", { job_name: name, condition: "true" })]: value,
});
const topic = (name: string, ready: string) => ({
  [`strimzi_kafka_topic_resource_info{exported_namespace="kafka",name="${name}",topicName="${name}",ready="${ready}"}`]:
    "1x30",
});
const failed = (role: "connect" | "mirror-maker", connector: string, value: string) => ({
  [of(role, 0, "kafka_connect_connect_worker_metrics_connector_failed_task_count", { connector })]: value,
});
const latency = (value: string) => ({
  [of("mirror-maker", 0, "kafka_connect_mirror_mirrorsourceconnector_replication_latency_ms_max", {
    target: "b",
    topic: "a.orders",
    partition: "0",
  })]: value,
});

export const operationsCases: CasesOf<typeof operations> = {
  KafkaCertificateExpiring: {
    fires: fires(
      { ...certificate("exported_namespace", 5), ...strimziCa(6) },
      "80m",
      by({ exported_namespace: "kafka", name: "brokers" }, "4d 22h 40m 0s"),
      by({ type: "cluster-ca" }, "5d 22h 40m 0s"),
    ),
    silent: silent({ ...certificate("namespace", 30), ...strimziCa(30) }, "80m"),
  },
  KafkaBackupTooOld: {
    // One that was made at the beginning and never went well has no other series.
    fires: fires(
      { ...backup("0x2000"), [inNamespace("kube_cronjob_created", { cronjob: "analytics-backup-new" })]: "0x2000" },
      "1800m",
      by({ cronjob: "analytics-backup" }, "30"),
      by({ cronjob: "analytics-backup-new" }, "30"),
    ),
    silent: silent(backup("0x1000 60000x1000"), "1800m"),
  },
  KafkaTopicsOrUsersNotApplied: {
    fires: fires(
      {
        ...job("topics-1a2b3c", "1x30"),
        ...job("backup-user-1a2b3c", "1x30"),
        ...topic("orders", "False"),
        ...topic("events", "True"),
      },
      "16m",
      by({ job_name: "backup-user-1a2b3c" }, "1"),
      by({ job_name: "topics-1a2b3c" }, "1"),
      by({ name: "orders" }, "1"),
    ),
    silent: silent({ ...job("backup-1", "1x30"), ...job("topics-1a2b3c", "0x30"), ...topic("orders", "True") }, "25m"),
  },
  MirrorMakerDown: {
    fires: fires({ [of("mirror-maker", 0, "up")]: "0x30" }, "6m", by({}, "0")),
    silent: silent({ [of("mirror-maker", 0, "up")]: "0x30", [of("mirror-maker", 1, "up")]: "1x30" }, "20m"),
  },
  MirrorMakerTaskFailed: {
    fires: fires(
      failed("mirror-maker", "MirrorSourceConnector", "2x30"),
      "6m",
      by({ connector: "MirrorSourceConnector" }, "2"),
    ),
    silent: silent(failed("mirror-maker", "MirrorSourceConnector", "0x30"), "20m"),
  },
  MirrorMakerLatencyHigh: {
    fires: fires(latency("600000x30"), "16m", by({ topic: "a.orders" }, "10m 0s")),
    silent: silent(latency("4000x30"), "25m"),
  },
  KafkaConnectTaskFailed: {
    fires: fires(failed("connect", "sink", "1x30"), "6m", by({ connector: "sink" }, "1")),
    silent: silent(failed("connect", "sink", "0x30"), "20m"),
  },
};
