import { defineCheck } from "@streamform/core";
import { unknownTopic } from "../../../kafka/unknown-topic.js";
import { readsIn } from "../../clients/users/access-rules.js";
import { changed, lackedByAlert, nameOfLacked, thresholdOf } from "./alerting-rules.js";
import { type AlertName, alertNames, alerts } from "./alerts/index.js";
import { scopeOf } from "./scope.js";
import type { observabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof observabilitySpec;
type Uses = typeof uses;

export const nothingToScrape = defineCheck<Spec, Uses>({
  code: "SF2941",
  title: "Monitoring without a broker that serves metrics",
  severity: "error",
  because: "Every alert would be silent but the one that says so, and dashboards would stay empty.",
  instead: "Add the cluster whose metrics are meant (`kafkaCluster`), or take `observability` away.",
  run: ({ uses: { workloads }, at }) =>
    workloads.some(({ metrics }) => metrics?.of === "broker")
      ? []
      : [at([], "no broker of this environment serves metrics")],
});

/** Pairs of which the first warns of what the second wakes people for. */
const pairs: readonly (readonly [warning: AlertName, critical: AlertName])[] = [
  ["KafkaConsumerLagHigh", "KafkaConsumerLagCritical"],
  ["KafkaVolumeFilling", "KafkaVolumeNearlyFull"],
];

export const thresholdsOutOfOrder = defineCheck<Spec, Uses>({
  code: "SF2942",
  title: "A warning that comes after the alarm",
  severity: "error",
  because: "Whoever should have had time to act by day is woken at night instead.",
  instead: "Let the warning's threshold be below the critical one.",
  run: ({ spec, at }) => [
    ...pairs.flatMap(([warning, critical]) => {
      const [first, second] = [warning, critical].map((name) =>
        thresholdOf(spec, name as AlertName, alerts[name as AlertName]),
      );
      const set = changed(spec, warning).threshold === undefined ? critical : warning;
      return first !== undefined && second !== undefined && first >= second
        ? [at(["alerts", set, "threshold"], `${warning} is at ${first}, ${critical} at ${second}`)]
        : [];
    }),
    ...Object.entries(spec.consumerGroups).flatMap(([group, { warning, critical }]) => {
      const first = warning ?? thresholdOf(spec, "KafkaConsumerLagHigh", alerts.KafkaConsumerLagHigh);
      const second = critical ?? thresholdOf(spec, "KafkaConsumerLagCritical", alerts.KafkaConsumerLagCritical);
      return first >= second && (warning !== undefined || critical !== undefined)
        ? [
            at(
              ["consumerGroups", group, warning === undefined ? "critical" : "warning"],
              `the warning is at ${first} records, the alarm at ${second}`,
            ),
          ]
        : [];
    }),
  ],
});

export const lagOfUnknownTopic = defineCheck<Spec, Uses>({
  code: "SF2943",
  title: "Lag of a group on a topic that the environment does not have",
  severity: "warning",
  because: "There are no figures for it: the alert can never fire, and looks as if all were well.",
  instead: "Name a topic of `topics`, or say under `ignore` who creates the topic.",
  run: ({ spec, uses: { topics }, at }) =>
    Object.entries(spec.consumerGroups).flatMap(([group, limits]) =>
      (limits.topics ?? []).flatMap((name, index) => {
        const unknown = unknownTopic(name, topics?.names);
        return unknown
          ? [at(["consumerGroups", group, "topics", index], `the topic ${name} is not in \`topics\``, unknown.hint)]
          : [];
      }),
    ),
});

export const lagOfNobodysGroup = defineCheck<Spec, Uses>({
  code: "SF2948",
  title: "Lag of a group that no user may read in",
  severity: "warning",
  because:
    "Whoever would read in it is refused, so there are no figures for it: the alert can never fire, and looks as if all were well.",
  instead:
    "Correct the group's name, give it to a user under `acls.groups`, or say with `ignore` who else reads in it.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup",
  run: ({ spec, uses: { users }, at }) =>
    users === undefined
      ? []
      : Object.keys(spec.consumerGroups).flatMap((group) =>
          Object.values(users.rules).some((rules) => readsIn(rules, group))
            ? []
            : [at(["consumerGroups", group], `none of the users may read in ${group}`)],
        ),
});

export const nobodyMeasuresLag = defineCheck<Spec, Uses>({
  code: "SF2944",
  title: "Limits of lag that nobody measures",
  severity: "warning",
  because: "Nothing else measures the lag of this Kafka's consumer groups.",
  instead: "Add `lagExporter: {}`.",
  source: "danielqsj/kafka_exporter, README",
  run: (part) =>
    Object.keys(part.spec.consumerGroups).length === 0 || scopeOf(part).measures.groupLag
      ? []
      : [part.at("consumerGroups", "the environment has no lag exporter")],
});

export const alertOfNothing = defineCheck<Spec, Uses>({
  code: "SF2945",
  title: "A change to an alert that the environment does not have",
  severity: "warning",
  because: "The alert is about something that does not run here, so there is no rule that the change could be made to.",
  instead: "Remove it, or add what the alert is about.",
  run: (part) => {
    const scope = scopeOf(part);
    return alertNames.flatMap((name) => {
      if (part.spec.alerts[name] === undefined) return [];
      const [lacked] = lackedByAlert(alerts[name], scope);
      return lacked === undefined ? [] : [part.at(["alerts", name], `the environment has no ${nameOfLacked(lacked)}`)];
    });
  },
});

/** What loses records or stops a cluster, and is seen in no other way. */
const vital: readonly AlertName[] = [
  "KafkaMetricsAbsent",
  "KafkaOfflinePartitions",
  "KafkaUnderMinIsrPartitions",
  "KafkaVolumeNearlyFull",
];

export const vitalAlertOff = defineCheck<Spec, Uses>({
  code: "SF2946",
  title: "A vital alert that is switched off in production",
  severity: "warning",
  because: "These four tell of what stops writes or loses records; no other alert tells of it in time.",
  instead: "Leave it on, and change its threshold or severity where it is too loud.",
  run: ({ spec, environment, at }) =>
    environment.stage === "production"
      ? vital
          .filter((name) => changed(spec, name).enabled === false)
          .map((name) => at(["alerts", name, "enabled"], `${name} is off`))
      : [],
});

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
function inSeconds(duration: string): number {
  return Number.parseFloat(duration) * seconds[duration.slice(-1) as keyof typeof seconds];
}

export const shorterThanScrapes = defineCheck<Spec, Uses>({
  code: "SF2947",
  title: "An alert that waits for less than two scrapes",
  severity: "warning",
  because: "A single scrape that failed or was off then wakes people: what lasts has to be seen twice.",
  instead: "Let `for` be at least twice `observability.scrapeInterval`, or 0s where once is enough.",
  run: ({ spec, at }) =>
    alertNames.flatMap((name) => {
      const wait = changed(spec, name).for;
      return wait !== undefined && inSeconds(wait) > 0 && inSeconds(wait) < 2 * inSeconds(spec.scrapeInterval)
        ? [at(["alerts", name, "for"], `${wait} is less than two scrapes of ${spec.scrapeInterval}`)]
        : [];
    }),
});

export const checks = [
  nothingToScrape,
  thresholdsOutOfOrder,
  lagOfUnknownTopic,
  lagOfNobodysGroup,
  nobodyMeasuresLag,
  alertOfNothing,
  vitalAlertOff,
  shorterThanScrapes,
];
