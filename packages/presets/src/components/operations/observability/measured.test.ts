import { describe, expect, it } from "vitest";
import { lagMeasures } from "../../../kafka/metrics/lag-measures.js";
import { isMeasured, measureNames, measureTexts } from "../../../kafka/metrics/measures.js";
import { metricsOfOthersByName } from "../../../kafka/metrics/others.js";
import { mskMeasures } from "../../kafka/msk/measures.js";
import { ruleGroups, unmeasuredAlerts } from "./alerting-rules.js";
import type { Scope } from "./alerts/alert.js";
import { tested, testedOnMsk } from "./alerts/cases/case.js";
import { dashboardsOf } from "./dashboards/index.js";
import { metricsOf, queriesOf } from "./testing.js";

const asTheyAre = { alerts: {}, alertLabels: {} };
const lagAlone: Scope = { ...testedOnMsk, measures: lagMeasures, expected: { "lag-exporter": 1 }, groups: {} };
const scopes: Readonly<Record<string, Scope>> = {
  "Amazon MSK with ZooKeeper": testedOnMsk,
  "Amazon MSK with KRaft": { ...testedOnMsk, measures: mskMeasures({ metadata: "kraft", volumes: false }) },
  "Amazon MSK with Connect": { ...testedOnMsk, expected: { broker: 3, connect: 1 }, agents: true },
  "a Kafka with a lag exporter alone": lagAlone,
  "this project's exporters": tested,
};
const expressionsOf = (scope: Scope) => [
  ...ruleGroups(asTheyAre, scope, "").flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ...Object.values(dashboardsOf(asTheyAre, scope)).flatMap(queriesOf),
];
const alertsOf = (scope: Scope) =>
  ruleGroups(asTheyAre, scope, "").flatMap(({ rules }) =>
    rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : [])),
  );
/** Names of the metrics that a scope's measures are asked from. */
const table = ({ measures }: Scope) =>
  new Set(Object.values(measures).flatMap((select) => metricsOf(select('kafka_role="broker"'))));

describe("expressions", () => {
  it.each(Object.entries(scopes))("of %s ask for nothing that is not there", (_, scope) => {
    const expressions = expressionsOf(scope);
    expect(expressions.length).toBeGreaterThan(5);
    expect(expressions.filter((expression) => !isMeasured(expression))).toEqual([]);
  });

  it.each(["Amazon MSK with ZooKeeper", "Amazon MSK with KRaft"])(
    "of %s name the metrics of its table alone",
    (name) => {
      const scope = scopes[name] as Scope;
      const known = table(scope);
      const named = new Set(expressionsOf(scope).flatMap(metricsOf));
      expect(
        [...named].filter(
          (metric) => !metric.includes(":") && !known.has(metric) && !metricsOfOthersByName.has(metric),
        ),
      ).toEqual([]);
    },
  );

  it("ask for each record that a rule makes, and for no other", () => {
    for (const scope of Object.values(scopes)) {
      const groups = ruleGroups(asTheyAre, scope, "").flatMap(({ rules }) => rules);
      const made = new Set(groups.flatMap((rule) => ("record" in rule ? [rule.record] : [])));
      const asked = expressionsOf(scope)
        .flatMap(metricsOf)
        .filter((metric) => metric.includes(":"));
      expect(asked.filter((record) => !made.has(record))).toEqual([]);
    }
  });

  it("ask, all together, for every measure that there is", () => {
    const asked = expressionsOf(tested).join("\n");
    const unasked = measureNames.filter((measure) => {
      const [metric = ""] = metricsOf(tested.measures[measure]?.("") ?? "");
      return !asked.includes(metric);
    });
    expect(unasked).toEqual([]);
    for (const text of Object.values(measureTexts)) expect(text.length).toBeGreaterThan(10);
  });
});

describe("alerts", () => {
  it("are left out where their measure is, and named", () => {
    const kraft = scopes["Amazon MSK with KRaft"] as Scope;
    expect(alertsOf(kraft)).not.toContain("KafkaOfflinePartitions");
    expect(alertsOf(kraft)).not.toContain("KafkaVolumeNearlyFull");
    expect(unmeasuredAlerts(kraft)).toEqual(
      expect.arrayContaining(["KafkaOfflinePartitions", "KafkaVolumeNearlyFull"]),
    );
    expect(alertsOf(testedOnMsk)).toEqual(expect.arrayContaining(["KafkaOfflinePartitions", "KafkaVolumeNearlyFull"]));
    expect(unmeasuredAlerts(tested)).toEqual([]);
  });

  it("of lag need no more than a lag exporter", () => {
    expect(alertsOf(lagAlone)).toEqual(expect.arrayContaining(["KafkaConsumerLagHigh", "KafkaConsumerGroupStuck"]));
    expect(alertsOf(lagAlone).filter((name) => /Broker|Heap|Volume|Metrics/.test(name))).toEqual([]);
    expect(Object.keys(dashboardsOf(asTheyAre, lagAlone))).toEqual(["consumer-lag"]);
  });

  it("of JVMs watch brokers and workers under the names that each has", () => {
    const [expr = ""] = ruleGroups(asTheyAre, scopes["Amazon MSK with Connect"] as Scope, "")
      .flatMap(({ rules }) => rules)
      .flatMap((rule) => ("alert" in rule && rule.alert === "KafkaHeapHigh" ? [rule.expr] : []));
    expect(metricsOf(expr)).toEqual(
      expect.arrayContaining(["java_lang_Memory_HeapMemoryUsage_used", "jvm_memory_used_bytes"]),
    );
  });
});
