import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  type AlertingRule,
  ruleGroups,
} from "../packages/presets/src/components/operations/observability/alerting-rules.js";
import type { Scope } from "../packages/presets/src/components/operations/observability/alerts/alert.js";
import {
  type Case,
  tested,
  testedOnMsk,
} from "../packages/presets/src/components/operations/observability/alerts/cases/case.js";
import { onMsk } from "../packages/presets/src/components/operations/observability/alerts/cases/on-msk.js";
import { alertCases } from "../packages/presets/src/components/operations/observability/alerts/cases/index.js";
import { alertNames } from "../packages/presets/src/components/operations/observability/alerts/index.js";
import { dashboardsOf } from "../packages/presets/src/components/operations/observability/dashboards/index.js";
import { recordingRules } from "../packages/presets/src/components/operations/observability/recording-rules.js";
import { queriesOf } from "../packages/presets/src/components/operations/observability/testing.js";
import { mskMeasures } from "../packages/presets/src/components/kafka/msk/measures.js";
import { lagMeasures } from "../packages/presets/src/kafka/metrics/lag-measures.js";
import { root, run } from "./run.js";
import { requireTools } from "./tools.js";

const missing = requireTools(["promtool"]);
if (missing) console.warn(`observability: skipped, ${missing}`);

const folder = mkdtempSync(join(tmpdir(), "streamform-observability-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asTheyAre = { alerts: {}, alertLabels: { team: "streaming" } };
const runbook = "https://example.com/runbook.md";
const alertingOf = (scope: Scope) =>
  ruleGroups(asTheyAre, scope, runbook).flatMap(({ rules }): AlertingRule[] => rules.filter((rule) => "alert" in rule));

function written(name: string, content: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** What an annotation says, once Prometheus has filled in labels and value. */
function rendered(template: string, labels: Readonly<Record<string, string>>, value: string): string {
  return template
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? "")
    .replace(/\{\{ \$value[^}]*\}\}/g, value);
}

function unitTest(rule: AlertingRule, { series, after, fires }: Case): object {
  return {
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [
      {
        eval_time: after,
        alertname: rule.alert,
        exp_alerts: fires.map(({ labels, value }) => {
          const own = { namespace: tested.namespace, kafka_cluster: tested.cluster, ...labels };
          return {
            exp_labels: { ...rule.labels, ...labels },
            exp_annotations: {
              summary: rendered(rule.annotations.summary, own, value),
              description: rendered(rule.annotations.description, own, value),
              runbook_url: rule.annotations.runbook_url,
            },
          };
        }),
      },
    ],
  };
}

/** A file of tests for one alert; its rules are that alert's, and the recording rules that it is made from. */
function testsOf(rule: AlertingRule, scope: Scope, named: (of: Case) => Case): string {
  const recording = rule.expr.includes(":") ? recordingRules(scope) : [];
  const { fires, silent } = alertCases[rule.alert];
  const name = `${scope.node}-${rule.alert}`;
  return written(`${name}.json`, {
    rule_files: [written(`${name}-rules.json`, { groups: [{ name: "one", rules: [...recording, rule] }] })],
    evaluation_interval: "1m",
    tests: [unitTest(rule, named(fires)), unitTest(rule, named(silent))],
  });
}

function testRules(files: readonly string[]): void {
  const { status, output } = run("promtool", ["test", "rules", ...files]);
  expect(output.replaceAll(/^(Unit Testing: .*|\s*SUCCESS|\s*)$\n?/gm, "")).toBe("");
  expect(status).toBe(0);
}

describe.skipIf(missing)("promtool", () => {
  it("sees every alert fire on what it is about, with its labels and texts, and stay silent otherwise", () => {
    const alerting = alertingOf(tested);
    expect(alerting.map(({ alert }) => alert).sort()).toEqual([...alertNames].sort());
    testRules(alerting.map((rule) => testsOf(rule, tested, (of) => of)));
  });

  it("sees every alert that Amazon MSK can have fire and stay silent on the same series in the names of MSK's exporters", () => {
    const alerting = alertingOf(testedOnMsk);
    expect(alerting.length).toBeGreaterThanOrEqual(35);
    testRules(alerting.map((rule) => testsOf(rule, testedOnMsk, onMsk)));
  });

  it("finds nothing to say of the rules of any kind of cluster", () => {
    const scopes: Readonly<Record<string, Scope>> = {
      all: tested,
      kraft: { ...tested, expected: { broker: 3, controller: 3, "lag-exporter": 1 }, groups: {} },
      msk: testedOnMsk,
      "msk-kraft": { ...testedOnMsk, measures: mskMeasures({ metadata: "kraft", volumes: false }) },
      "lag-alone": { ...testedOnMsk, measures: lagMeasures, expected: { "lag-exporter": 1 } },
      zookeeper: { ...tested, expected: { broker: 1, zookeeper: 1 }, groups: { 'odd"\\(.*': { topics: ["a.b"] } } },
    };
    const files = Object.entries(scopes).map(([name, scope]) =>
      written(`${name}.json`, { groups: ruleGroups(asTheyAre, scope, runbook) }),
    );
    const { status, output } = run("promtool", ["check", "rules", ...files]);
    expect(output).not.toContain("FAILED");
    expect(status).toBe(0);
  });

  it("reads every expression of the dashboards", () => {
    const rules = [
      tested,
      { ...tested, expected: { broker: 3, controller: 3, "lag-exporter": 1 } },
      testedOnMsk,
    ].flatMap((scope) =>
      Object.entries(dashboardsOf(asTheyAre, scope)).flatMap(([name, dashboard]) =>
        queriesOf(dashboard).map((expr, index) => ({ record: `${name.replaceAll("-", "_")}:query_${index}`, expr })),
      ),
    );
    expect(rules.length).toBeGreaterThan(80);
    const unique = [...new Map(rules.map((rule) => [rule.expr, rule])).values()];
    const file = written("dashboards.json", { groups: [{ name: "dashboards", rules: unique }] });
    const { status, output } = run("promtool", ["check", "rules", "--lint=none", file]);
    expect(output).not.toContain("FAILED");
    expect(status).toBe(0);
  });

  const generated = join(root, "generated");
  const committed = readdirSync(generated, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^prometheusrule-.*\.yaml$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
  it.runIf(committed.length > 0).each(committed.map((path) => [relative(root, path), path]))(
    "finds nothing to say of %s",
    (place, path) => {
      const { spec } = parse(readFileSync(path, "utf8")) as { spec: object };
      const { status, output } = run("promtool", [
        "check",
        "rules",
        written(`${place.replaceAll("/", "-")}.json`, spec),
      ]);
      expect(output).not.toContain("FAILED");
      expect(status).toBe(0);
    },
  );
});
