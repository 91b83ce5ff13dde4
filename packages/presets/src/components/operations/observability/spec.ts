import { durationText } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import type { Alert, Threshold } from "./alerts/alert.js";
import { type AlertName, alertNames, alerts } from "./alerts/index.js";

const labelName = z
  .string()
  .max(317)
  .regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, "a label's name is as app.kubernetes.io/name");
const labelValue = z
  .string()
  .max(63)
  .regex(/^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$/, "a label's value has letters, digits and . _ -");
const namespace = dnsLabel("a namespace's name");
const records = z.int().min(0).max(1_000_000_000_000);
const lasting = durationText(["s", "m", "h", "d"], { max: "30d" });

function thresholdOf({ what, unit, default: value, min, max }: Threshold) {
  return z
    .number()
    .min(min)
    .max(max)
    .optional()
    .describe(`${what}, in ${unit === "count" ? "figures" : unit}. Default: ${value}.`);
}

function alert({ severity, for: wait, threshold }: Alert) {
  return z
    .strictObject({
      enabled: z.boolean().default(true).describe("Whether the alert is on. Default: true."),
      severity: z
        .enum(["critical", "warning", "info"])
        .optional()
        .describe(`Label by which Alertmanager routes it. Default: ${severity}.`),
      for: lasting.optional().describe(`How long the condition must last, such as 10m. Default: ${wait}.`),
      // An alert without a threshold refuses one. Readers of the spec see an unset threshold.
      ...((threshold ? { threshold: thresholdOf(threshold) } : {}) as { threshold: ReturnType<typeof thresholdOf> }),
    })
    .optional()
    .describe("Changes to the alert. Default: none.");
}

const consumerGroup = z.strictObject({
  topics: z
    .array(z.string().min(1).max(249))
    .min(1)
    .optional()
    .describe("Topics on which to watch its lag. Default: all topics that it reads."),
  warning: records.optional().describe("Records behind on a topic for KafkaConsumerLagHigh. Default: the alert's own."),
  critical: records
    .optional()
    .describe("Records behind on a topic for KafkaConsumerLagCritical. Default: the alert's own."),
});

const dashboards = z
  .strictObject({
    as: z
      .enum(["config-maps", "grafana-operator", "none"])
      .default("config-maps")
      .describe(
        "How Grafana gets the dashboards: ConfigMaps for its sidecar, GrafanaDashboard objects for the Grafana operator, or not at all. Default: config-maps.",
      ),
    labels: z
      .record(labelName, labelValue)
      .default({ grafana_dashboard: "1" })
      .describe("Labels by which the sidecar finds the ConfigMaps. Default: grafana_dashboard, 1."),
    instances: z
      .record(labelName, labelValue)
      .default({ dashboards: "grafana" })
      .describe(
        "With the Grafana operator, labels of the Grafana objects that show the dashboards. Default: dashboards, grafana.",
      ),
    folder: z
      .string()
      .min(1)
      .max(100)
      .default("Kafka")
      .describe("Folder in Grafana. The sidecar uses it if its folderAnnotation is grafana_folder. Default: Kafka."),
  })
  .prefault({})
  .describe("Dashboards: Kafka, its controllers or ZooKeeper, and consumer lag.");

const schema = z
  .strictObject({
    namespace: namespace
      .default("monitoring")
      .describe("Namespace in which Prometheus runs. Only Prometheus may scrape. Default: monitoring."),
    scraper: z
      .record(labelName, labelValue)
      .default({ "app.kubernetes.io/name": "prometheus" })
      .describe("Labels of Prometheus' pods. Default: app.kubernetes.io/name, prometheus."),
    labels: z
      .record(labelName, labelValue)
      .default({ release: "kube-prometheus-stack" })
      .describe(
        "Labels by which the Prometheus object selects PodMonitors and rules. Default: release, kube-prometheus-stack.",
      ),
    scrapeInterval: durationText(["s", "m"], { min: "10s", max: "2m" })
      .default("30s")
      .describe("Scrape interval. Default: 30s."),
    zoneLabel: z
      .boolean()
      .default(false)
      .describe(
        "Whether metrics have a label with the zone of the pod's node. Prometheus must then be allowed to list nodes. Default: false.",
      ),
    alertLabels: z
      .record(
        z
          .string()
          .regex(
            /^(?!(severity|kafka_cluster|namespace|alertname)$)[a-zA-Z_][a-zA-Z0-9_]*$/,
            "a Prometheus label has letters, digits and underscores; severity, kafka_cluster and namespace are reserved",
          ),
        z.string().max(256),
      )
      .default({})
      .describe("Further labels of every alert, as a team's name. Default: none."),
    alerts: z
      .strictObject(
        Object.fromEntries(alertNames.map((name) => [name, alert(alerts[name])])) as Record<
          AlertName,
          ReturnType<typeof alert>
        >,
      )
      .prefault({})
      .describe("Alerts that differ from their defaults, by name."),
    consumerGroups: z
      .record(z.string().min(1).max(255), consumerGroup)
      .default({})
      .describe("Consumer groups with their own limits, by name. Default: none."),
    dashboards,
    runbook: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional()
      .describe(
        "URL of the runbook, if people do not read it in the Git repository. Streamform appends # and the alert's name. Default: the generated file in the repository.",
      ),
  })
  .describe("Monitoring with the Prometheus operator: scraping, alerts with a runbook, and dashboards.");

type Schema = typeof schema;
export interface ObservabilitySchema extends Schema {}

export const observabilitySpec: ObservabilitySchema = schema;

export type ObservabilitySpec = z.output<typeof observabilitySpec>;
