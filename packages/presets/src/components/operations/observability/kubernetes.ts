import { customResource, type KubernetesPart } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { ruleGroups } from "./alerting-rules.js";
import { dashboardsOf } from "./dashboards/index.js";
import { operatorMonitor, podMonitors } from "./pod-monitors.js";
import { runbookUrl } from "./runbook.js";
import { isDiscovered, scrapeConfigs, targetsDocument, targetsFile } from "./scrape-configs.js";
import { scopeOf } from "./scope.js";
import type { observabilitySpec } from "./spec.js";
import { targetServer } from "./target-server.js";
import type { uses } from "./uses.js";

export function kubernetes(part: KubernetesPart<typeof observabilitySpec, typeof uses>): void {
  const { chart, spec, environment } = part;
  const scope = scopeOf(part);
  for (const monitor of podMonitors(spec, scope, part.uses.workloads)) customResource(chart, monitor);
  const { operator, targets = [] } = part.uses.kafka.metrics ?? {};
  for (const config of scrapeConfigs(spec, scope, targets)) customResource(chart, config);
  const discovered = targets.filter(isDiscovered);
  if (discovered.length > 0)
    targetServer(part, Object.fromEntries(discovered.map((kind) => [targetsFile(kind), targetsDocument(kind)])));
  if (operator) customResource(chart, operatorMonitor(spec, scope, operator));
  customResource(chart, {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: scope.cluster, labels: { ...spec.labels } },
    spec: { groups: ruleGroups(spec, scope, runbookUrl(environment, spec)) },
  });
  for (const [name, dashboard] of Object.entries(dashboardsOf(spec, scope)))
    addDashboard(part, `${scope.cluster}-${name}`, dashboard);
}

function addDashboard(
  { chart, spec: { dashboards } }: KubernetesPart<typeof observabilitySpec, typeof uses>,
  name: string,
  dashboard: object,
): void {
  const json = `${JSON.stringify(dashboard, null, 1)}\n`;
  if (dashboards.as === "config-maps")
    new KubeConfigMap(chart, name, {
      metadata: {
        name: `${name}-dashboard`,
        labels: { ...dashboards.labels },
        annotations: { grafana_folder: dashboards.folder },
      },
      data: { [`${name}.json`]: json },
    });
  if (dashboards.as === "grafana-operator")
    customResource(chart, {
      apiVersion: "grafana.integreatly.org/v1beta1",
      kind: "GrafanaDashboard",
      metadata: { name },
      spec: {
        instanceSelector: { matchLabels: { ...dashboards.instances } },
        allowCrossNamespaceImport: true,
        folder: dashboards.folder,
        resyncPeriod: "10m0s",
        json,
      },
    });
}
