import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "../packages/presets/src/components/operations/observability/alerts/alert.js";
import { ruleGroups } from "../packages/presets/src/components/operations/observability/alerting-rules.js";
import { tested, testedOnMsk } from "../packages/presets/src/components/operations/observability/alerts/cases/case.js";
import { dashboardsOf } from "../packages/presets/src/components/operations/observability/dashboards/index.js";
import {
  metricsOf,
  queriesOf,
  selectorsOf,
} from "../packages/presets/src/components/operations/observability/testing.js";
import { mskMeasures } from "../packages/presets/src/components/kafka/msk/measures.js";
import { metricsOfOthersByName } from "../packages/presets/src/kafka/metrics/others.js";
import { type Process, processes, type Rig, startRig } from "./exporter-processes.js";
import { requireTools, tool } from "./tools.js";

const missing = requireTools(["java", "mvn", "kafka-env"]);
if (missing) console.warn(`exporter: skipped, ${missing}`);

const asTheyAre = { alerts: {}, alertLabels: {} };
const { zookeeper: _, ...kraft } = tested.expected;
/** Every expression of alerts, recording rules and panels. */
const expressionsOf = (...scopes: readonly Scope[]) =>
  scopes.flatMap((scope) => [
    ...ruleGroups(asTheyAre, scope, "").flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ...Object.values(dashboardsOf(asTheyAre, scope)).flatMap(queriesOf),
  ]);
const expressions = expressionsOf(tested, { ...tested, expected: kraft });
/** What Amazon MSK's JMX exporter is asked for, and the broker that stands in for one of MSK. */
const onMsk = {
  "msk 3.6.1": expressionsOf(testedOnMsk),
  "msk 4.3.1": expressionsOf({ ...testedOnMsk, measures: mskMeasures({ metadata: "kraft", volumes: true }) }),
} as const;
/** The node exporter serves the one, an MBean that only MSK's brokers have the other. */
const notOfKafka = /^(node_|kafka_consumer_group_ConsumerLagMetrics_)/;
/** Schema Registry is not on Maven Central: its metrics are read off its source, and nothing here serves them. */
const notHere = /^kafka_schema_registry_/;
const byExporter = [...new Set(expressions.flatMap(metricsOf))].filter(
  (name) => !name.includes(":") && !metricsOfOthersByName.has(name) && !notHere.test(name),
);

/** Of a process's exporter: labels of the series of each metric, and the metrics' types. */
interface Served {
  readonly series: ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>;
  readonly types: ReadonlyMap<string, string>;
}

function parsed(text: string): Served {
  const series = new Map<string, Record<string, string>[]>();
  const types = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, typed = "", type = ""] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (typed !== "") types.set(typed, type);
    const [, name = "", labels = ""] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+/.exec(line) ?? [];
    if (name === "") continue;
    const pairs = [...labels.matchAll(/(\w+)="((?:\\.|[^"\\])*)"/g)].map(
      ([, key = "", value = ""]) => [key, value] as const,
    );
    series.set(name, [...(series.get(name) ?? []), Object.fromEntries(pairs)]);
  }
  return { series, types };
}

/** Labels that Prometheus adds. */
const scope = new Set(["namespace", "kafka_cluster", "kafka_role", "pod"]);
const withRules = processes.filter((name) => !name.startsWith("msk"));

/** Processes that serve what is asked of a role; brokers of each version, but for what only one way of keeping metadata has. */
function serving(role: string | undefined, metric: string): readonly Process[] {
  if (role === undefined) return [];
  if (role !== "broker") return processes.filter((name) => name.split(" ")[0] === role);
  if (/zookeeper/.test(metric)) return ["broker 3.6.1"];
  return /_metadata_metrics_/.test(metric) ? ["broker 4.3.1"] : ["broker 3.6.1", "broker 4.3.1"];
}

describe.skipIf(missing)("the exporter's rules, in processes of Kafka 3.6.1 and 4.3.1", () => {
  let rig: Rig;
  let served: Readonly<Record<Process, Served>>;

  beforeAll(async () => {
    rig = await startRig(tool("kafka-env"));
    for (let tried = 0; tried < 120; tried++) {
      served = Object.fromEntries(
        await Promise.all(
          processes.map(async (name) => [name, parsed(await rig.metrics(name).catch(() => ""))] as const),
        ),
      ) as typeof served;
      if (absent().length === 0) return;
      await sleep(500);
    }
  });
  afterAll(() => rig?.stop());

  /** Metrics that an expression names and that a process which should serve them does not. */
  function absent(): string[] {
    const found = (name: Process, metric: string) => served[name].series.has(metric);
    const byRole = expressions
      .flatMap(selectorsOf)
      .flatMap(({ metric, matchers }) =>
        metric.includes(":") || metricsOfOthersByName.has(metric)
          ? []
          : serving(matchers["kafka_role"], metric).flatMap((name) =>
              found(name, metric) ? [] : [`${metric} of ${name}`],
            ),
      );
    const anywhere = byExporter.filter((metric) => !processes.some((name) => found(name, metric)));
    return [...new Set([...byRole, ...anywhere])];
  }

  it("serve every metric that an alert or a panel names, each by the process that it is about", () => {
    expect(byExporter.length).toBeGreaterThan(60);
    expect(absent()).toEqual([]);
  });

  it("give the series the labels that expressions look for", () => {
    const wrong = expressions.flatMap(selectorsOf).flatMap(({ metric, matchers }) => {
      const wanted = Object.entries(matchers).filter(([label]) => !scope.has(label));
      const series = withRules.flatMap((name) => served[name].series.get(metric) ?? []);
      return metric.includes(":") || metricsOfOthersByName.has(metric) || wanted.length === 0
        ? []
        : series.some((labels) => wanted.every(([label, value]) => labels[label] === value))
          ? []
          : [`${metric} ${JSON.stringify(Object.fromEntries(wanted))}`];
    });
    expect(wrong).toEqual([]);
  });

  it("without rules, as on Amazon MSK, serve every series that MSK's alerts and panels ask for", () => {
    for (const [name, asked] of Object.entries(onMsk) as [keyof typeof onMsk, readonly string[]][]) {
      const selectors = asked
        .flatMap(selectorsOf)
        .filter(
          ({ metric }) => !metric.includes(":") && !metricsOfOthersByName.has(metric) && !notOfKafka.test(metric),
        );
      expect(selectors.length).toBeGreaterThan(50);
      const lacking = selectors.flatMap(({ metric, matchers }) => {
        const wanted = Object.entries(matchers).filter(([label]) => !scope.has(label));
        // From 1.0 on the exporter takes the ending off what has no type; the older one of MSK keeps it.
        const series = [metric, metric.replace(/_total$/, "")].flatMap((known) => served[name].series.get(known) ?? []);
        return series.some((labels) => wanted.every(([label, value]) => (labels[label] ?? "") === value))
          ? []
          : [`${metric} ${JSON.stringify(Object.fromEntries(wanted))}`];
      });
      expect([...new Set(lacking)], name).toEqual([]);
    }
  });

  it("type what only grows as counters, and everything else as gauges", () => {
    const wrong = withRules.flatMap((name) =>
      [...served[name].types].filter(
        ([metric, type]) =>
          /^(kafka|zookeeper)_/.test(metric) && type !== (metric.endsWith("_total") ? "counter" : "gauge"),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("name alike what both versions have", () => {
    const names = (name: Process) => [...served[name].series.keys()].filter((metric) => metric.startsWith("kafka_"));
    const [older, newer] = [names("broker 3.6.1"), names("broker 4.3.1")];
    const own = /zookeeper|kafka_controller|raft|metadata_metrics/;
    expect(older.filter((metric) => !newer.includes(metric) && !own.test(metric))).toEqual([]);
  });

  it("read little: a broker with a handful of topics serves some hundred series", async () => {
    const lines = (await rig.metrics("broker 4.3.1")).split("\n").filter((line) => line.startsWith("kafka_"));
    expect(lines.length).toBeLessThan(400);
  });
});
