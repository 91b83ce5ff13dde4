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
  because: "Only the alert for missing metrics could fire, and dashboards would stay empty.",
  instead: "Let the brokers serve metrics, or remove `observability`.",
  run: (part) => {
    const { expected, measures } = scopeOf(part);
    const { metrics } = part.uses.kafka;
    if (expected.broker !== undefined || (metrics === undefined && measures.groupLag)) return [];
    const line = metrics === undefined ? "lagExporter: {}" : metrics.turnOn;
    const hint = line === undefined ? undefined : `write \`${line}\``;
    return [part.at([], "no broker of this environment serves metrics", hint)];
  },
});

/** Pairs of a warning and the critical alert for the same problem. */
const pairs: readonly (readonly [warning: AlertName, critical: AlertName])[] = [
  ["KafkaConsumerLagHigh", "KafkaConsumerLagCritical"],
  ["KafkaVolumeFilling", "KafkaVolumeNearlyFull"],
];

export const thresholdsOutOfOrder = defineCheck<Spec, Uses>({
  code: "SF2942",
  title: "A warning that fires after the critical alert",
  severity: "error",
  because:
    "The warning should leave time to act during the day. Now the critical alert comes first and wakes people at night.",
  instead: "Set the warning's threshold below the critical threshold.",
  run: ({ spec, at }) => [
    ...pairs.flatMap(([warning, critical]) => {
      const [first, second] = [warning, critical].map((name) =>
        thresholdOf(spec, name as AlertName, alerts[name as AlertName]),
      );
      const set = changed(spec, warning).threshold === undefined ? critical : warning;
      return first !== undefined && second !== undefined && first >= second
        ? [at(["alerts", set, "threshold"], `${warning} fires at ${first}, but ${critical} fires at ${second}`)]
        : [];
    }),
    ...Object.entries(spec.consumerGroups).flatMap(([group, { warning, critical }]) => {
      const first = warning ?? thresholdOf(spec, "KafkaConsumerLagHigh", alerts.KafkaConsumerLagHigh);
      const second = critical ?? thresholdOf(spec, "KafkaConsumerLagCritical", alerts.KafkaConsumerLagCritical);
      return first >= second && (warning !== undefined || critical !== undefined)
        ? [
            at(
              ["consumerGroups", group, warning === undefined ? "critical" : "warning"],
              `the warning fires at ${first} records, but the critical alert fires at ${second}`,
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
  because: "The exporter has no data for the topic. The alert never fires, and everything looks fine.",
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
  title: "Lag of a group that no user may use",
  severity: "warning",
  because:
    "The brokers deny the group to every user, so it has no data. The alert never fires, and everything looks fine.",
  instead:
    "Correct the group's name, give the group to a user under `acls.groups`, or say under `ignore` who uses the group.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup",
  run: ({ spec, uses: { users }, at }) =>
    users === undefined
      ? []
      : Object.keys(spec.consumerGroups).flatMap((group) =>
          Object.values(users.rules).some((rules) => readsIn(rules, group))
            ? []
            : [at(["consumerGroups", group], `no user may read in the group ${group}`)],
        ),
});

export const nobodyMeasuresLag = defineCheck<Spec, Uses>({
  code: "SF2944",
  title: "Lag limits without a lag exporter",
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
  because: "The alert is about something that this environment does not run, so the rule does not exist.",
  instead: "Remove the change, or add the component that the alert is about.",
  run: (part) => {
    const scope = scopeOf(part);
    return alertNames.flatMap((name) => {
      if (part.spec.alerts[name] === undefined) return [];
      const [lacked] = lackedByAlert(alerts[name], scope);
      return lacked === undefined ? [] : [part.at(["alerts", name], `the environment has no ${nameOfLacked(lacked)}`)];
    });
  },
});

/** Alerts on lost records and stopped clusters that no other alert covers. */
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
  because: "These four alerts fire when writes stop or records are lost. No other alert fires in time.",
  instead: "Leave the alert on. If it is too loud, change its threshold or severity.",
  run: ({ spec, environment, at }) =>
    environment.stage === "production"
      ? vital
          .filter((name) => changed(spec, name).enabled === false)
          .map((name) => at(["alerts", name, "enabled"], `the alert ${name} is off`))
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
  because: "A single failed or wrong scrape then wakes people. A lasting problem shows in two scrapes.",
  instead: "Set `for` to at least twice `observability.scrapeInterval`, or to 0s if one scrape is enough.",
  run: ({ spec, at }) =>
    alertNames.flatMap((name) => {
      const wait = changed(spec, name).for;
      return wait !== undefined && inSeconds(wait) > 0 && inSeconds(wait) < 2 * inSeconds(spec.scrapeInterval)
        ? [at(["alerts", name, "for"], `the wait of ${wait} is less than two scrapes of ${spec.scrapeInterval}`)]
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
