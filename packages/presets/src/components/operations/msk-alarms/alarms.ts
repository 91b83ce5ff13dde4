import type { Used } from "@streamform/core";
import type { z } from "zod";
import { isPublished, type MonitoredCluster, type MskMetricName } from "../../../versions/msk-metrics.js";
import {
  type AlarmKey,
  type AlarmRule,
  alarmKeys,
  alarmRules,
  type Comparison,
  type Duration,
  type LagKey,
  lagDuration,
  lagRules,
  type MissingData,
} from "./rules.js";
import type { mskAlarmsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = z.output<typeof mskAlarmsSpec>;

/** What is known of the cluster before it exists. */
export type Cluster = Pick<
  Used<typeof uses>["msk"],
  "clusterName" | "brokers" | "brokerType" | "burstable" | "metadata" | "monitoring" | "partitionsPerBroker"
>;

/** CloudWatch dimensions, in the order that AWS lists them. */
export type Dimensions = Readonly<Record<string, string>>;

/** One alarm, as data. */
export interface Alarm extends Duration {
  /** Words for its name; no two alarms of a cluster have the same. */
  readonly id: string;
  readonly metrics: readonly MskMetricName[];
  readonly dimensions: Dimensions;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missingData: MissingData;
  readonly description: string;
}

/** What decides which metrics there are. */
export function monitored({ monitoring, brokerType, metadata, burstable }: Cluster): MonitoredCluster {
  return { level: monitoring, brokers: brokerType, metadata, burstable };
}

/** Ids of the brokers: MSK counts them from 1. */
export function brokerIds({ brokers }: Cluster): number[] {
  return Array.from({ length: brokers }, (_, index) => index + 1);
}

/** The threshold of an alarm; undefined if the alarm is off, or the cluster does not publish its metric. */
export function thresholdOf(
  key: AlarmKey,
  { thresholds }: Pick<Spec, "thresholds">,
  cluster: Cluster,
): number | undefined {
  const rule: AlarmRule = alarmRules[key];
  const chosen = thresholds[key] ?? rule.default;
  if (
    chosen === undefined ||
    chosen === false ||
    !rule.metrics.every((metric) => isPublished(metric, monitored(cluster)))
  )
    return undefined;
  return chosen === "recommended" ? cluster.partitionsPerBroker : chosen;
}

/** Every alarm that a spec asks for, on metrics that the cluster publishes and on no others. */
export function alarmsOf(spec: Spec, cluster: Cluster): Alarm[] {
  return [...alarmKeys.flatMap((key) => ruleAlarms(key, spec, cluster)), ...lagAlarms(spec, cluster)];
}

const clusterWide: ReadonlySet<AlarmKey> = new Set<AlarmKey>(["activeController", "offlinePartitions"]);

function ruleAlarms(key: AlarmKey, spec: Spec, cluster: Cluster): Alarm[] {
  const threshold = thresholdOf(key, spec, cluster);
  if (threshold === undefined) return [];
  const { name, metrics, comparison, period, evaluationPeriods, missingData, runbook }: AlarmRule = alarmRules[key];
  const common = { metrics, comparison, threshold, period, evaluationPeriods, missingData, description: runbook };
  if (clusterWide.has(key)) return [{ id: name, dimensions: { "Cluster Name": cluster.clusterName }, ...common }];
  return brokerIds(cluster).map((broker) => ({
    id: `${name}-broker-${broker}`,
    dimensions: { "Cluster Name": cluster.clusterName, "Broker ID": String(broker) },
    ...common,
  }));
}

function lagAlarms({ consumerGroups }: Spec, cluster: Cluster): Alarm[] {
  return Object.entries(consumerGroups).flatMap(([group, { topics, ...limits }]) =>
    [...new Set(topics)].flatMap((topic) =>
      (Object.keys(lagRules) as LagKey[]).flatMap((key): Alarm[] => {
        const { name, metric, unit } = lagRules[key];
        const threshold = limits[key];
        if (threshold === undefined || threshold === false || !isPublished(metric, monitored(cluster))) return [];
        return [
          {
            // No group or topic has a space, so that `a-b` reading `c` is not `a` reading `b-c`.
            id: `${name} ${group} ${topic}`,
            metrics: [metric],
            dimensions: { "Cluster Name": cluster.clusterName, "Consumer Group": group, Topic: topic },
            comparison: "GreaterThanThreshold",
            threshold,
            ...lagDuration,
            missingData: "notBreaching",
            description: `The consumer group falls behind (in ${unit}). Check that its members are alive and do not rebalance again and again. Then look at how long they take for a record. More members help, up to the number of partitions.`,
          },
        ];
      }),
    ),
  );
}
