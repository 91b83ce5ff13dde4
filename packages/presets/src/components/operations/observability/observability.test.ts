import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { metricsOfOthers } from "../../../kafka/metrics/others.js";
import { podsOf, workload } from "../../../kubernetes/testing.js";
import { compileObject } from "../../../testing.js";
import { type AlertingRule, ruleGroups } from "./alerting-rules.js";
import { measured } from "./alerts/alert.js";
import { tested } from "./alerts/cases/case.js";
import { alertGroups, alertNames, alerts } from "./alerts/index.js";
import { all, environment, metricsOf, selectorsOf } from "./testing.js";

const known = new Map<string, ReturnType<typeof compileObject>>();
/** The same environment is compiled once for all tests. */
function compiled(spec: object = {}, cluster: object = {}): ReturnType<typeof compileObject> {
  const key = JSON.stringify([spec, cluster]);
  const result = known.get(key) ?? compileObject(environment(spec, cluster), ...all);
  known.set(key, result);
  return result;
}

interface Rule {
  readonly spec: { readonly groups: readonly { readonly name: string; readonly rules: readonly AlertingRule[] }[] };
}
const rulesOf = (spec: object = {}, cluster: object = {}): AlertingRule[] =>
  (compiled(spec, cluster).manifest("observability", "PrometheusRule") as unknown as Rule).spec.groups
    .flatMap(({ rules }) => rules)
    .filter((rule) => rule.alert !== undefined);
const ruleOf = (name: string, spec: object = {}): AlertingRule => {
  const found = rulesOf(spec).find(({ alert }) => alert === name);
  if (!found) throw new Error(`no alert ${name}`);
  return found;
};
interface ConfigMap {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly data: Readonly<Record<string, string>>;
}
const configMapsOf = (spec: object = {}, cluster: object = {}) =>
  compiled(spec, cluster)
    .manifests("observability")
    .filter(({ kind }) => kind === "ConfigMap") as unknown as ConfigMap[];

describe("alerts", () => {
  it("are in the row's six groups and more, at least 25 of them with each way of keeping metadata", () => {
    expect(alertGroups.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["cluster-health", "latency", "consumer-lag", "storage", "replication", "jvm"]),
    );
    for (const metadata of ["kraft", "zookeeper"]) expect(rulesOf({}, { metadata }).length).toBeGreaterThanOrEqual(45);
  });

  it("are about what the environment has: KRaft or ZooKeeper, MirrorMaker only where it runs", () => {
    const names = (metadata: string) => rulesOf({}, { metadata }).map(({ alert }) => alert);
    expect(names("kraft")).toContain("KafkaQuorumWithoutLeader");
    expect(names("kraft")).not.toContain("ZookeeperWithoutLeader");
    expect(names("zookeeper")).toContain("ZookeeperWithoutLeader");
    expect(names("zookeeper")).not.toContain("KafkaQuorumWithoutLeader");
    expect(names("kraft")).not.toContain("MirrorMakerDown");
    expect(names("kraft")).not.toContain("KafkaConnectWorkerDown");
    expect(rulesOf({}, { connect: true }).map(({ alert }) => alert)).toContain("KafkaConnectWorkerDown");
  });

  it("have severity, texts, and a link to a section of the runbook that is there", () => {
    const { file } = compiled();
    const headings = new Set(
      [...file("hosts/observability/runbook.md").matchAll(/^### (\w+)$/gm)].map(([, name = ""]) => name.toLowerCase()),
    );
    for (const { labels, annotations, for: wait } of rulesOf()) {
      expect(["critical", "warning"]).toContain(labels["severity"]);
      expect(wait).toMatch(/^\d+[mh]$/);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description.length).toBeGreaterThan(30);
      const [address, section = ""] = annotations.runbook_url.split("#");
      expect(address).toBe("https://github.com/acme/streaming/blob/main/generated/test/hosts/observability/runbook.md");
      expect(headings).toContain(section);
    }
  });

  it("say what happened with a figure or a name, and leave nothing to be filled in", () => {
    for (const { annotations, alert } of rulesOf()) {
      expect(`${annotations.summary}${annotations.description}`, alert).not.toMatch(/\{\{(cluster|namespace)\}\}/);
      expect(annotations.description, alert).toMatch(/\{\{ \$|test/);
    }
  });

  it("take threshold, duration, severity from the spec, and can be switched off", () => {
    const changed = { threshold: 0.5, for: "20m", severity: "critical" };
    const before = ruleOf("KafkaProduceFailing");
    const after = ruleOf("KafkaProduceFailing", { alerts: { KafkaProduceFailing: changed } });
    expect(before).toMatchObject({ for: "10m", labels: { severity: "warning" } });
    expect(before.expr).toMatch(/ > 1$/);
    expect(after).toMatchObject({ for: "20m", labels: { severity: "critical" } });
    expect(after.expr).toMatch(/ > 0\.5$/);
    const without = rulesOf({ alerts: { KafkaProduceFailing: { enabled: false } } });
    expect(without.map(({ alert }) => alert)).not.toContain("KafkaProduceFailing");
    expect(without).toHaveLength(rulesOf().length - 1);
  });

  it("compare with their threshold wherever they have one", () => {
    for (const name of alertNames) {
      const { threshold, expression } = alerts[name];
      if (!threshold) continue;
      const at = (figure: number) => expression(measured(tested, figure));
      expect(at(12_345.5), name).not.toBe(at(54_321.5));
      expect(threshold.default, name).toBeGreaterThanOrEqual(threshold.min);
      expect(threshold.default, name).toBeLessThanOrEqual(threshold.max);
    }
  });

  it("give consumer groups limits of their own", () => {
    const { expr } = ruleOf("KafkaConsumerLagHigh", {
      consumerGroups: { "billing.v2": { topics: ["orders"], warning: 50 } },
    });
    expect(expr).toContain('consumergroup!~"billing\\\\.v2"} > 10000');
    expect(expr).toContain('consumergroup="billing.v2",topic=~"orders"} > 50');
  });

  it("are the same for both engines, dashboards and runbook as well (X-01)", () => {
    const of = (engine: string) => {
      const { manifests, file } = compiled({}, { engine });
      return {
        objects: manifests("observability").filter(({ kind }) => kind !== "PodMonitor"),
        runbook: file("hosts/observability/runbook.md"),
      };
    };
    expect(of("statefulset")).toEqual(of("strimzi"));
    expect(of("strimzi").objects.map(({ kind }) => kind)).toContain("PrometheusRule");
  });

  it("link to the runbook as the repository's host shows files", () => {
    const links = (repository: string, spec: object = {}) => {
      const { manifest } = compileObject({ ...environment(spec), delivery: { engine: "flux", repository } }, ...all);
      const { groups } = (manifest("observability", "PrometheusRule") as unknown as Rule).spec;
      return groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === "KafkaBrokerDown")?.annotations
        .runbook_url;
    };
    expect(links("ssh://git@gitlab.acme.example:2222/data/streaming.git")).toBe(
      "https://gitlab.acme.example/data/streaming/-/blob/main/generated/test/hosts/observability/runbook.md#kafkabrokerdown",
    );
    expect(links("https://github.com/acme/streaming", { runbook: "https://wiki.acme.example/kafka" })).toBe(
      "https://wiki.acme.example/kafka#kafkabrokerdown",
    );
  });
});

describe("the runbook", () => {
  it("says of every alert what it means, how to look and what to do, with this environment's names", () => {
    const text = compiled().file("hosts/observability/runbook.md");
    const sections = text.split(/^### /m).slice(1);
    expect(sections).toHaveLength(rulesOf().length);
    for (const section of sections)
      expect(section).toMatch(/\n\n.{30,}\n\nHow to look:\n\n- [\s\S]+\n\nWhat to do:\n\n- /);
    expect(text).toContain("kubectl --namespace kafka get pods");
    expect(text).not.toMatch(/\{\{|undefined/);
  });

  it("gives the threshold that the spec has", () => {
    const text = compiled({ alerts: { KafkaVolumeFilling: { threshold: 60 } } }).file("hosts/observability/runbook.md");
    expect(text).toContain("*warning, after 15m. Use of a volume: 60 %.*");
  });

  it("names its tools as they are found from the repository's root", () => {
    const delivery = { engine: "flux", repository: "https://github.com/acme/streaming", path: "platform/generated" };
    const { file } = compileObject({ ...environment(), delivery }, ...all);
    const commands = [...file("hosts/observability/runbook.md").matchAll(/\S*kafka-tools\.sh/g)].map(([command]) =>
      command.replace("`", ""),
    );
    expect(new Set(commands)).toEqual(new Set(["platform/generated/test/hosts/observability/kafka-tools.sh"]));
  });

  it("has its tools at hand, as the administrator", () => {
    const script = compiled().file("hosts/observability/kafka-tools.sh");
    expect(script).toContain('"secretName": "test-admin"');
    expect(script).toContain("test-kafka-bootstrap.test.svc:9093");
  });
});

describe("PodMonitors", () => {
  it("find the pods of each engine by its labels, and give the series the same ones", () => {
    const monitors = (engine: string) =>
      compiled({}, { engine })
        .manifests("observability")
        .filter(({ kind, metadata }) => kind === "PodMonitor" && metadata.name !== "test-operator")
        .map(({ spec }) => spec as { selector: { matchLabels: object }; podMetricsEndpoints: object[] });
    const [strimzi, statefulset] = [monitors("strimzi"), monitors("statefulset")];
    expect(strimzi.map(({ podMetricsEndpoints }) => podMetricsEndpoints)).toEqual(
      statefulset.map(({ podMetricsEndpoints }) => podMetricsEndpoints),
    );
    expect(strimzi[0]?.selector.matchLabels).toEqual({ "strimzi.io/pool-name": "broker" });
    expect(statefulset[0]?.selector.matchLabels).toEqual({ "app.kubernetes.io/component": "broker" });
    expect(strimzi[0]?.podMetricsEndpoints[0]).toMatchObject({
      port: "tcp-prometheus",
      relabelings: expect.arrayContaining([
        { action: "replace", targetLabel: "kafka_cluster", replacement: "test" },
        { action: "replace", targetLabel: "kafka_role", replacement: "broker" },
      ]),
    });
  });

  it("read the pods of a component of one's own under a role of its own, which changes no alert", () => {
    const metrics = { port: 9404, portName: "metrics", of: "heartbeat" };
    const own = podsOf([workload("heartbeat", { metrics })]);
    const { manifests } = compileObject({ ...environment({}), pods: {} }, ...all, own);
    const named = manifests("observability").find(({ metadata }) => metadata.name === "test-heartbeat");
    expect(JSON.stringify(named)).toContain('"replacement":"heartbeat","targetLabel":"kafka_role"');
    expect(manifests("observability").filter(({ kind }) => kind === "PrometheusRule")).toEqual(
      compiled()
        .manifests("observability")
        .filter(({ kind }) => kind === "PrometheusRule"),
    );
  });

  it("find the operator in its own namespace, for what it says of clusters, and only where there is one", () => {
    const monitor = (engine: string) =>
      compiled({}, { engine })
        .manifests("observability")
        .find(({ kind, metadata }) => kind === "PodMonitor" && metadata.name === "test-operator");
    expect(monitor("strimzi")).toMatchObject({
      spec: {
        selector: { matchLabels: { "strimzi.io/kind": "cluster-operator" } },
        namespaceSelector: { matchNames: ["strimzi"] },
        podMetricsEndpoints: [{ port: "http", metricRelabelings: [{ action: "keep", regex: "strimzi_.*" }] }],
      },
    });
    expect(monitor("statefulset")).toBeUndefined();
  });

  it("bear the labels that Prometheus selects, as the rules do", () => {
    const labels = { release: "monitoring" };
    for (const { kind, metadata } of compiled({ labels }).manifests("observability"))
      if (kind !== "ConfigMap") expect(metadata.labels).toMatchObject(labels);
  });
});

describe("dashboards", () => {
  interface Shown {
    readonly title: string;
    readonly type: string;
    readonly description: string;
    readonly fieldConfig: {
      readonly defaults: {
        readonly unit: string;
        readonly thresholds: { readonly steps: readonly { color: string; value: number | null }[] };
      };
    };
    readonly options: { readonly legend?: object };
    readonly targets: readonly {
      readonly expr: string;
      readonly legendFormat: string;
      readonly datasource: { readonly uid: string };
    }[];
    readonly gridPos: { readonly x: number; readonly w: number };
  }
  const parsed = (metadata: string, connect = false) =>
    configMapsOf({}, { metadata, connect }).map(({ metadata: { name }, data }) => ({
      name,
      dashboard: JSON.parse(Object.values(data)[0] ?? "") as { uid: string; panels: readonly Shown[] },
    }));

  it("are three: Kafka, what keeps its metadata, and consumer lag; and one more with Kafka Connect", () => {
    expect(
      parsed("kraft")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["test-consumer-lag-dashboard", "test-kafka-dashboard", "test-kraft-dashboard"]);
    expect(parsed("zookeeper").map(({ name }) => name)).toContain("test-zookeeper-dashboard");
    expect(parsed("kraft", true).map(({ name }) => name)).toContain("test-connect-dashboard");
  });

  it("have a unit, thresholds, a description and legends in every panel, from the chosen data source", () => {
    for (const { dashboard } of [...parsed("kraft", true), ...parsed("zookeeper")]) {
      const panels = dashboard.panels.filter(({ type }) => type !== "row");
      expect(panels.length).toBeGreaterThan(8);
      expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
      for (const { title, description, fieldConfig, targets, type, options, gridPos } of panels) {
        expect(description.length, title).toBeGreaterThan(10);
        expect(fieldConfig.defaults.unit, title).toMatch(/^\w+$/);
        expect(fieldConfig.defaults.thresholds.steps[0]?.value, title).toBeNull();
        expect(targets.length, title).toBeGreaterThan(0);
        expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
        for (const { datasource, legendFormat } of targets) {
          expect(datasource.uid).toBe("$datasource");
          if (type === "timeseries") expect(legendFormat, title).not.toBe("");
        }
        if (type === "timeseries") expect(options.legend, title).toBeDefined();
      }
    }
  });

  it("draw the lines where the alerts fire", () => {
    const dashboards = configMapsOf({ alerts: { KafkaProduceSlow: { threshold: 77 } } });
    const kafkaDashboard = dashboards.find(({ metadata }) => metadata.name === "test-kafka-dashboard");
    expect(kafkaDashboard?.data["test-kafka.json"]).toContain('"value": 77');
  });

  it("are found by Grafana's sidecar, are below 256 KiB (T-08), and hold nothing that an engine substitutes (T-06)", () => {
    for (const { metadata, data } of configMapsOf()) {
      const text = Object.values(data).join("");
      expect(metadata.labels).toMatchObject({ grafana_dashboard: "1" });
      expect(text.length).toBeLessThan(256 * 1024);
      expect(text).not.toContain("${");
    }
    const rules = compiled().manifest("observability", "PrometheusRule");
    expect(JSON.stringify(rules).length).toBeLessThan(256 * 1024);
  });

  it("come as objects of the Grafana operator, or not at all", () => {
    const kinds = (as: string) =>
      compiled({ dashboards: { as } })
        .manifests("observability")
        .map(({ kind }) => kind);
    expect(kinds("grafana-operator").filter((kind) => kind === "GrafanaDashboard")).toHaveLength(3);
    expect(kinds("grafana-operator")).not.toContain("ConfigMap");
    expect(kinds("none")).not.toContain("ConfigMap");
  });
});

describe("metrics of others", () => {
  it("are all asked for by some alert or panel", () => {
    const expressions = [
      ...["kraft", "zookeeper"].flatMap((metadata) => rulesOf({}, { metadata, connect: true }).map(({ expr }) => expr)),
      ...configMapsOf().flatMap(({ data }) =>
        (JSON.parse(Object.values(data)[0] ?? "") as { panels: { targets?: { expr: string }[] }[] }).panels.flatMap(
          ({ targets = [] }) => targets.map(({ expr }) => expr),
        ),
      ),
    ];
    const named = new Set(expressions.flatMap(metricsOf));
    const listed: readonly string[] = Object.values(metricsOfOthers).flatMap(
      ({ metrics }): readonly string[] => metrics,
    );
    // What only the recording rules read is read by the alerts all the same.
    expect(listed.filter((metric) => !named.has(metric))).toEqual([]);
  });
});

describe("kube-state-metrics", () => {
  it("gets values with Strimzi, by which it serves what alerts ask for of its resources", () => {
    const { file } = compiled();
    const path = "hosts/observability/kube-state-metrics.yaml";
    const values = parse(file(path))["kube-state-metrics"];
    const served = values.customResourceState.config.spec.resources.flatMap(
      (resource: { metricNamePrefix: string; metrics: { name: string }[]; labelsFromPath: object }) =>
        resource.metrics.map(({ name }) => [
          `${resource.metricNamePrefix}_${name}`,
          Object.keys(resource.labelsFromPath).sort(),
        ]),
    );
    const asked = ruleGroups({ alerts: {}, alertLabels: {} }, tested, "")
      .flatMap(({ rules }) => rules.flatMap(({ expr }) => selectorsOf(expr)))
      .map(({ metric }) => metric)
      .filter((metric) => metric.endsWith("_resource_info"));
    expect(asked.map((metric) => [metric, ["exported_namespace", "ready"]]).sort()).toEqual(served.sort());
    expect(() => compiled({}, { engine: "statefulset" }).file(path)).toThrow(`no file ${path}`);
  });
});
