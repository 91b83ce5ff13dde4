/**
 * The metrics of a cluster and of each broker that have alarms, with their thresholds.
 *
 * Thresholds, periods and statistics: Amazon MSK developer guide, "Best practices for Standard brokers", through aws/agent-toolkit-for-aws,
 * managing-amazon-msk, "Monitor and Alarm MSK Clusters", 2026-08-20.
 *
 * How an alarm treats missing data depends on the metric. Without a controller count the whole cluster is out of sight: `breaching`. A
 * broker that reports nothing is restarting, which the other brokers' under-replicated partitions show, so its own alarms keep waiting
 * (`missing`). The disk alarm keeps its state (`ignore`): a broker that stopped because of a full disk reports nothing more.
 */

import type { MskMetricName } from "../../../versions/msk-metrics.js";

export type Comparison =
  | "GreaterThanThreshold"
  | "GreaterThanOrEqualToThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

/** How an alarm treats a period without data: CloudWatch's `TreatMissingData`. */
export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** How long a metric must be beyond the threshold, in seconds and periods. */
export interface Duration {
  readonly period: 60 | 300;
  readonly evaluationPeriods: number;
}

/** One thing that is watched. */
export interface AlarmRule extends Duration {
  /** Words for the alarm's name. */
  readonly name: string;
  /** Two metrics are added up. */
  readonly metrics: readonly [MskMetricName] | readonly [MskMetricName, MskMetricName];
  readonly comparison: Comparison;
  /** Threshold if the spec sets none; `recommended` follows the instance type, undefined means no alarm. */
  readonly default: number | "recommended" | undefined;
  readonly range: { readonly min: number; readonly max: number };
  readonly missingData: MissingData;
  /** Description of the threshold in the spec, with its unit. */
  readonly describe: string;
  /** What the alarm means and what to do. It is the only text in the notification. */
  readonly runbook: string;
}

const percent = { min: 1, max: 100 };
const count = { min: 0, max: 1_000_000 };
const share = { min: 0.01, max: 1 };
const milliseconds = { min: 1, max: 600_000 };

const atOnce = { period: 60, evaluationPeriods: 1 } as const;
const fiveMinutes = { period: 300, evaluationPeriods: 1 } as const;
const quarterHour = { period: 300, evaluationPeriods: 3 } as const;

export const alarmRules = {
  activeController: {
    name: "active-controller",
    metrics: ["ActiveControllerCount"],
    comparison: "LessThanThreshold",
    period: 60,
    evaluationPeriods: 5,
    default: 1,
    range: { min: 1, max: 1 },
    missingData: "breaching",
    describe: "Active controllers below which the cluster has no leader for its metadata, for 5 minutes",
    runbook:
      "No broker leads the cluster, so no partition gets a new leader. A short gap while a broker restarts is normal. Otherwise read the broker logs and open a case with AWS Support.",
  },
  offlinePartitions: {
    name: "offline-partitions",
    metrics: ["OfflinePartitionsCount"],
    comparison: "GreaterThanThreshold",
    ...atOnce,
    default: 0,
    range: count,
    missingData: "missing",
    describe: "Partitions without a leader, above which the alarm goes off within a minute",
    runbook:
      "Clients can neither write nor read these partitions. Look for a broker that is down or whose disk is full, and for topics with a replication factor of 1.",
  },
  cpu: {
    name: "cpu",
    metrics: ["CpuUser", "CpuSystem"],
    comparison: "GreaterThanThreshold",
    ...fiveMinutes,
    default: 60,
    range: percent,
    missingData: "missing",
    describe: "CPU of a broker (user and system together), in percent, averaged over 5 minutes",
    runbook:
      "At this load the other brokers cannot take over the work of a broker that restarts. First check the clients' batch sizes and connections, then use a larger instance type or more brokers.",
  },
  disk: {
    name: "disk",
    metrics: ["KafkaDataLogsDiskUsed"],
    comparison: "GreaterThanOrEqualToThreshold",
    ...fiveMinutes,
    default: 85,
    range: percent,
    missingData: "ignore",
    describe: "Use of a broker's data volume, in percent",
    runbook:
      "A full disk stops the broker. Raise volumeSize or the maximum of the autoscaling, or shorten the retention of the largest topics. A volume can grow once in six hours.",
  },
  heap: {
    name: "heap",
    metrics: ["HeapMemoryAfterGC"],
    comparison: "GreaterThanThreshold",
    ...quarterHour,
    default: 60,
    range: percent,
    missingData: "missing",
    describe: "Heap of a broker that is still in use after garbage collection, in percent, for 15 minutes",
    runbook:
      "The broker is short of memory. Look for too many connections, partitions or consumer groups, and for transactional ids that are kept too long. Otherwise use a larger instance type.",
  },
  cpuCredits: {
    name: "cpu-credits",
    metrics: ["CPUCreditBalance"],
    comparison: "LessThanOrEqualToThreshold",
    ...quarterHour,
    default: 100,
    range: { min: 0, max: 576 },
    missingData: "missing",
    describe: "CPU credits that a burstable broker (t3) has left, of 576, for 15 minutes",
    runbook:
      "Without credits the broker falls to a fifth of its CPU and latency rises sharply. Lower the load, or change to m7g brokers.",
  },
  underReplicated: {
    name: "under-replicated",
    metrics: ["UnderReplicatedPartitions"],
    comparison: "GreaterThanThreshold",
    ...quarterHour,
    default: 0,
    range: count,
    missingData: "missing",
    describe: "Under-replicated partitions of a broker, for 15 minutes",
    runbook:
      "Replicas do not keep up. This is normal while MSK patches or restarts brokers. Otherwise look for a broker that is down, or short of CPU, disk or network.",
  },
  underMinIsr: {
    name: "under-min-isr",
    metrics: ["UnderMinIsrPartitionCount"],
    comparison: "GreaterThanOrEqualToThreshold",
    ...atOnce,
    default: 1,
    range: { min: 1, max: count.max },
    missingData: "missing",
    describe: "Partitions of a broker with fewer in-sync replicas than min.insync.replicas, for a minute",
    runbook:
      "Producers with acks=all cannot write to these partitions. Recover the brokers that are down. Check that topics have three replicas and min.insync.replicas 2.",
  },
  partitions: {
    name: "partitions",
    metrics: ["PartitionCount"],
    comparison: "GreaterThanThreshold",
    ...quarterHour,
    default: "recommended",
    range: { min: 1, max: count.max },
    missingData: "missing",
    describe: "Partitions of a broker, counting every replica",
    runbook:
      "The broker has more partitions than AWS recommends for the instance type. At one and a half times that number MSK refuses updates. Delete unused topics, add brokers and reassign, or use a larger instance type.",
  },
  requestHandlerIdle: {
    name: "request-handler-idle",
    metrics: ["RequestHandlerAvgIdlePercent"],
    comparison: "LessThanThreshold",
    ...fiveMinutes,
    default: 0.3,
    range: share,
    missingData: "missing",
    describe:
      "Share of time, 0 to 1, that a broker's request handlers are idle, below which they are saturated (from monitoring level PER_BROKER on)",
    runbook:
      "Request threads are saturated. First check the clients' batch sizes and acks, then use a larger instance type or more brokers.",
  },
  networkProcessorIdle: {
    name: "network-processor-idle",
    metrics: ["NetworkProcessorAvgIdlePercent"],
    comparison: "LessThanThreshold",
    ...fiveMinutes,
    default: 0.3,
    range: share,
    missingData: "missing",
    describe:
      "Share of time, 0 to 1, that a broker's network threads are idle, below which they are saturated (from monitoring level PER_BROKER on)",
    runbook:
      "Network threads are saturated. Look for clients that keep reconnecting, then use a larger instance type or more brokers.",
  },
  produceTime: {
    name: "produce-time",
    metrics: ["ProduceTotalTimeMsMean"],
    comparison: "GreaterThanThreshold",
    ...quarterHour,
    default: undefined,
    range: milliseconds,
    missingData: "notBreaching",
    describe:
      "Mean time that a broker takes for a produce request, in milliseconds, for 15 minutes; AWS gives no threshold",
    runbook:
      "Writes are slow. Compare with CPU, disk and replica lag: with acks=all the slowest in-sync replica sets the pace.",
  },
  fetchTime: {
    name: "fetch-time",
    metrics: ["FetchConsumerTotalTimeMsMean"],
    comparison: "GreaterThanThreshold",
    ...quarterHour,
    default: undefined,
    range: milliseconds,
    missingData: "notBreaching",
    describe:
      "Mean time that a broker takes for a consumer's fetch, in milliseconds, for 15 minutes; it includes the wait for new records, 500 by default (from monitoring level PER_BROKER on); AWS gives no threshold",
    runbook:
      "Reads are slow. If the time is above the consumers' fetch.max.wait.ms, look for consumers that read old data from disk, and check CPU and network.",
  },
} as const satisfies Readonly<Record<string, AlarmRule>>;

/** Keys of `thresholds` in the spec. */
export type AlarmKey = keyof typeof alarmRules;

export const alarmKeys = Object.keys(alarmRules) as AlarmKey[];

/**
 * How the lag of a consumer group is watched, by key of the group in the spec. Lag is published only while a group commits and records
 * arrive, so missing data is normal.
 */
export const lagRules = {
  maxOffsetLag: { name: "max-offset-lag", metric: "MaxOffsetLag", unit: "records on one partition" },
  sumOffsetLag: { name: "sum-offset-lag", metric: "SumOffsetLag", unit: "records on all partitions" },
  maxTimeLag: { name: "max-time-lag", metric: "EstimatedMaxTimeLag", unit: "seconds" },
} as const satisfies Readonly<
  Record<string, { readonly name: string; readonly metric: MskMetricName; readonly unit: string }>
>;

export type LagKey = keyof typeof lagRules;

/** Lag must last 15 minutes: rebalances and deployments are shorter. */
export const lagDuration = { period: 60, evaluationPeriods: 15 } as const satisfies Duration;
