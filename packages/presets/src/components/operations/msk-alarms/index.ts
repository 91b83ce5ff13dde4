import { defineComponent } from "@streamform/core";
import {
  diskBeforeAutoscaling,
  lagOfUnknownTopic,
  metricNotPublished,
  nobodyNotified,
  noConsumerGroups,
  noDiskAlarm,
  topicOfOtherRegion,
} from "./checks.js";
import { cost, diagram, summary } from "./describe.js";
import { mskAlarmsSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** CloudWatch alarms and a dashboard for the Amazon MSK cluster. */
export const mskAlarms = defineComponent({
  name: "msk-alarms",
  title: "Alarms of Amazon MSK",
  spec: mskAlarmsSpec,
  uses,
  terraform,
  checks: [
    nobodyNotified,
    noConsumerGroups,
    metricNotPublished,
    diskBeforeAutoscaling,
    noDiskAlarm,
    topicOfOtherRegion,
    lagOfUnknownTopic,
  ],
  summary,
  cost,
  diagram,
});
