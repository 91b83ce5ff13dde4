import type { CostLine, DescribePart, Diagram, Summary } from "@streamform/core";
import { price } from "../../../versions/prices.js";
import { alarmsOf } from "./alarms.js";
import type { mskAlarmsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof mskAlarmsSpec, typeof uses>;

export function summary({ spec, name, environment, uses: { msk } }: Part): Summary {
  const { notify } = spec;
  const { region } = environment.aws;
  const told = notify === undefined ? "nobody" : "topicArn" in notify ? notify.topicArn : notify.emails.join(", ");
  return {
    facts: [
      { label: "Alarms", value: `${alarmsOf(spec, msk).length}, notifying ${told}` },
      ...(spec.dashboard ? [{ label: "Dashboard", value: `${name("dashboard")} (CloudWatch)` }] : []),
    ],
    steps: [
      ...(notify && "emails" in notify
        ? [
            {
              when: "after" as const,
              title: "Confirm the alarm subscriptions",
              text: "AWS sends one mail to every address. Open the link in it: until then, the address gets no alarms.",
            },
          ]
        : []),
      {
        when: "operation",
        title: "See which alarms are on",
        commands: [
          `aws cloudwatch describe-alarms --region ${region} --alarm-name-prefix ${name("alarm")}- --state-value ALARM --query 'MetricAlarms[].[AlarmName,StateReason]' --output table`,
        ],
      },
    ],
  };
}

/** CloudWatch charges an alarm for each metric that it reads. */
export function cost({ spec, environment, uses: { msk } }: Part): CostLine[] {
  const { region } = environment.aws;
  const metrics = alarmsOf(spec, msk).reduce((sum, alarm) => sum + alarm.metrics.length, 0);
  const ownTopic = spec.notify !== undefined && "emails" in spec.notify;
  return [
    {
      item: "Alarms, by the metrics they read",
      quantity: metrics,
      unit: "alarm-month",
      price: price(region, "cloudwatch.alarm")?.usd,
    },
    ...(spec.dashboard
      ? [
          {
            item: "Dashboard (an account's first three are free)",
            quantity: 1,
            unit: "dashboard-month",
            price: undefined,
          },
        ]
      : []),
    ...(ownTopic
      ? [{ item: "Key of the notifications", quantity: 1, unit: "key-month", price: price(region, "kms.key")?.usd }]
      : []),
  ];
}

export function diagram({ spec }: Part): Diagram {
  return {
    nodes: [
      { id: "alarms", label: "CloudWatch alarms", group: "AWS" },
      ...(spec.notify ? [{ id: "on-call", label: "People on call" }] : []),
    ],
    edges: [
      { from: "kafka", to: "alarms", label: "metrics" },
      { from: "alarms", to: "on-call" },
    ],
  };
}
