import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { mskMetrics, mskNamespace } from "../../../versions/msk-metrics.js";
import { type Alarm, alarmsOf } from "./alarms.js";
import { dashboard } from "./dashboard.js";
import { addTopic } from "./notifications.js";
import type { Part } from "./part.js";

export function terraform(part: Part) {
  const { spec, stack, name, environment, uses, file } = part;
  const topicArn = notifiedTopic(part);
  const actions = topicArn === undefined ? {} : { alarmActions: [topicArn], okActions: [topicArn] };
  for (const alarm of alarmsOf(spec, uses.msk)) {
    const alarmName = name("alarm", alarm.id);
    new CloudwatchMetricAlarm(stack, alarmName, {
      alarmName,
      alarmDescription: alarm.description,
      comparisonOperator: alarm.comparison,
      threshold: alarm.threshold,
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.evaluationPeriods,
      treatMissingData: alarm.missingData,
      ...measured(alarm),
      ...actions,
    });
  }
  if (spec.dashboard) {
    const body = dashboard(spec, uses.msk, environment.aws.region);
    new CloudwatchDashboard(stack, "dashboard", {
      dashboardName: name("dashboard"),
      dashboardBody: file("dashboard.json", `${JSON.stringify(body, undefined, 2)}\n`),
    });
  }
  return { topicArn };
}

function notifiedTopic(part: Part): string | undefined {
  const { notify } = part.spec;
  if (notify === undefined) return undefined;
  return "topicArn" in notify ? notify.topicArn : addTopic(part, notify.emails);
}

/** A single metric, or the sum of several. No unit is set: a unit other than MSK's would match no data. */
function measured({ metrics, dimensions, period }: Alarm): Partial<CloudwatchMetricAlarmConfig> {
  const [only, ...more] = metrics;
  if (only !== undefined && more.length === 0)
    return {
      namespace: mskNamespace,
      metricName: only,
      dimensions: { ...dimensions },
      period,
      statistic: mskMetrics[only].statistic,
    };
  const ids = metrics.map((_, index) => `m${index + 1}`);
  return {
    metricQuery: [
      { id: "sum", expression: ids.join(" + "), label: metrics.join(" + "), returnData: true },
      ...metrics.map((metricName, index) => ({
        id: ids[index] ?? "",
        returnData: false,
        metric: {
          namespace: mskNamespace,
          metricName,
          dimensions: { ...dimensions },
          period,
          stat: mskMetrics[metricName].statistic,
        },
      })),
    ],
  };
}
