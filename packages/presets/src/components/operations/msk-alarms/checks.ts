import { defineCheck } from "@streamform/core";
import { unknownTopic } from "../../../kafka/unknown-topic.js";
import {
  includesLevel,
  isPublished,
  type MonitoredCluster,
  type MskMetric,
  type MskMetricName,
  mskMetrics,
} from "../../../versions/msk-metrics.js";
import { monitored, thresholdOf } from "./alarms.js";
import { alarmKeys, alarmRules } from "./rules.js";
import type { mskAlarmsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof mskAlarmsSpec;
type Uses = typeof uses;

export const nobodyNotified = defineCheck<Spec, Uses>({
  code: "SF2401",
  title: "Alarms without notifications",
  severity: "warning",
  because: "An alarm without an action only changes colour in the console. The disk fills up and nobody is told.",
  instead: "Name an SNS topic in `mskAlarms.notify.topicArn`, or addresses in `mskAlarms.notify.emails`.",
  source: "Amazon CloudWatch user guide, alarm actions",
  run: ({ spec, at }) => (spec.notify === undefined ? [at([], "the alarms notify nobody")] : []),
});

export const noConsumerGroups = defineCheck<Spec, Uses>({
  code: "SF2402",
  title: "Consumer lag without an alarm",
  severity: "warning",
  because:
    "The brokers look healthy while an application has stopped reading. Lag is the only sign, until retention deletes unread records.",
  instead: "Name the consumer groups that matter, with their topics, in `mskAlarms.consumerGroups`.",
  source: "Amazon MSK developer guide, monitor consumer lags",
  run: ({ spec, environment, at }) => {
    const silent = Object.entries(spec.consumerGroups).filter(
      ([, { maxOffsetLag, sumOffsetLag, maxTimeLag }]) =>
        maxOffsetLag === false && sumOffsetLag === undefined && maxTimeLag === undefined,
    );
    const none = environment.stage === "production" && Object.keys(spec.consumerGroups).length === 0;
    return [
      ...(none ? [at([], "no consumer group has a lag alarm")] : []),
      ...silent.map(([group]) => at(["consumerGroups", group], `the lag of ${group} has no limit`)),
    ];
  },
});

export const metricNotPublished = defineCheck<Spec, Uses>({
  code: "SF2403",
  title: "An alarm on a metric that the cluster does not publish",
  severity: "error",
  because: "The alarm never gets data. It never goes off, and everything looks fine.",
  instead: "Raise `msk.monitoring`, or remove the threshold.",
  source: "Amazon MSK developer guide, metrics for monitoring brokers with CloudWatch",
  run: ({ spec, uses: { msk }, at }) => {
    const cluster = monitored(msk);
    return alarmKeys.flatMap((key) => {
      // Only what somebody wrote: a default is left out by itself where the metric is missing.
      if (typeof spec.thresholds[key] !== "number") return [];
      const missing = alarmRules[key].metrics.find((metric) => !isPublished(metric, cluster));
      return missing === undefined ? [] : [at(["thresholds", key], ...whyMissing(missing, cluster))];
    });
  },
});

/** What keeps a metric from being published, and what would change that. */
function whyMissing(name: MskMetricName, { level, brokers }: MonitoredCluster): [message: string, hint: string] {
  const metric: MskMetric = mskMetrics[name];
  if (!metric.brokers.includes(brokers))
    return [
      `${name} is not published by ${brokers === "express" ? "Express" : "Standard"} brokers`,
      "Remove the threshold.",
    ];
  if (metric.burstable) return [`${name} is published by burstable brokers (t3) only`, "Remove the threshold."];
  if (!includesLevel(level, metric.level))
    return [
      `${name} is published from monitoring level ${metric.level} on, the cluster has ${level}`,
      `Write \`msk.monitoring: ${metric.level}\`, or remove the threshold.`,
    ];
  return [
    `${name} is published by clusters with ${metric.metadata === "kraft" ? "KRaft" : "ZooKeeper"} only`,
    "Remove the threshold.",
  ];
}

export const diskBeforeAutoscaling = defineCheck<Spec, Uses>({
  code: "SF2404",
  title: "A disk alarm that goes off before the volumes grow",
  severity: "warning",
  because:
    "Storage autoscaling acts at its target. An alarm at or below the target goes off before every growth, so people ignore it, even when the growth fails.",
  instead: "Set `mskAlarms.thresholds.disk` well above `msk.storageAutoscaling.targetUtilization`. AWS recommends 85.",
  source: "Amazon MSK developer guide, best practices: monitor disk space",
  run: ({ spec, uses: { msk }, at }) => {
    const threshold = thresholdOf("disk", spec, msk);
    const target = msk.autoscalingTarget;
    return threshold === undefined || target === undefined || threshold > target
      ? []
      : [at(["thresholds", "disk"], `the alarm is at ${threshold} %, and volumes grow at ${target} %`)];
  },
});

export const noDiskAlarm = defineCheck<Spec, Uses>({
  code: "SF2405",
  title: "No alarm on the brokers' disks",
  severity: "warning",
  because:
    "A broker whose data volume is full stops, and cannot start again until the volume is larger. Retention does not protect against a producer that suddenly writes more.",
  instead: "Remove `mskAlarms.thresholds.disk: false`.",
  source: "Amazon MSK developer guide, best practices: monitor disk space",
  run: ({ spec, at }) => (spec.thresholds.disk === false ? [at(["thresholds", "disk"], "the disk alarm is off")] : []),
});

export const topicOfOtherRegion = defineCheck<Spec, Uses>({
  code: "SF2406",
  title: "Notifications to a topic of another region",
  severity: "error",
  because: "An alarm can only notify a topic in its own region. CloudWatch refuses it, and the apply fails.",
  instead: "Name an SNS topic of `aws.region`, or addresses in `mskAlarms.notify.emails`.",
  source: "Amazon CloudWatch API reference, PutMetricAlarm",
  run: ({ spec: { notify }, environment, at }) => {
    const region = notify && "topicArn" in notify ? notify.topicArn.split(":")[3] : undefined;
    return region === undefined || region === environment.aws.region
      ? []
      : [at("notify.topicArn", `the topic is in ${region}, and the alarms are in ${environment.aws.region}`)];
  },
});

export const lagOfUnknownTopic = defineCheck<Spec, Uses>({
  code: "SF2407",
  title: "The lag of a group on a topic that the environment does not have",
  severity: "warning",
  because: "CloudWatch has no data for the topic. The alarm never goes off, and everything looks fine.",
  instead: "Name a topic of `topics`, or say under `ignore` who creates the topic.",
  source: "Amazon MSK developer guide, monitor consumer lags",
  run: ({ spec, uses: { topics }, at }) =>
    Object.entries(spec.consumerGroups).flatMap(([group, lag]) =>
      lag.topics.flatMap((name, index) => {
        const unknown = unknownTopic(name, topics?.names);
        return unknown
          ? [at(["consumerGroups", group, "topics", index], `the topic ${name} is not in \`topics\``, unknown.hint)]
          : [];
      }),
    ),
});
