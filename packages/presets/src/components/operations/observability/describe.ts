import {
  codeSpan,
  type DescribePart,
  type Diagram,
  type Precondition,
  type Summary,
  workloadKubectl,
} from "@streamform/core";
import { presentAlerts, unmeasuredAlerts } from "./alerting-rules.js";
import { dashboardsOf } from "./dashboards/index.js";
import { hostsFolder, kubeStateMetricsFile, runbookUrl } from "./runbook.js";
import { scopeOf } from "./scope.js";
import type { ObservabilitySpec, observabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof observabilitySpec, typeof uses>;

export function summary(part: Part): Summary {
  const { spec, environment } = part;
  const scope = scopeOf(part);
  const alerts = presentAlerts(spec, scope).flatMap((group) => group.alerts);
  const dashboards = Object.keys(dashboardsOf(spec, scope)).length;
  const unmeasured = unmeasuredAlerts(scope);
  return {
    facts: [
      { label: "Alerts", value: String(alerts.length) },
      ...(unmeasured.length > 0
        ? [{ label: "Alerts left out", value: `${unmeasured.join(", ")}: this Kafka does not serve their metrics` }]
        : []),
      { label: "Runbook", value: runbookUrl(environment, spec) },
      ...(spec.dashboards.as === "none"
        ? []
        : [{ label: "Dashboards", value: `${dashboards}, in Grafana's folder ${spec.dashboards.folder}` }]),
    ],
    preconditions: preconditions(part),
    steps: [
      {
        when: "after",
        title: "Check that Prometheus scrapes the targets",
        text: `Every target of \`${scope.cluster}\` at http://localhost:9090/targets is up. If none is listed, Prometheus does not select the labels of \`observability.labels\`.`,
        commands: [
          `${workloadKubectl(environment)} --namespace ${spec.namespace} port-forward service/prometheus-operated 9090`,
        ],
      },
    ],
  };
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return codeSpan(
    Object.entries(labels)
      .map(([key, value]) => `${key}: ${value}`)
      .join(", "),
  );
}

function preconditions({ spec, environment, uses: { kafka } }: Part): Precondition[] {
  const { namespace, labels, scraper, zoneLabel, dashboards } = spec;
  const { targets = [], resources } = kafka.metrics ?? {};
  const ports = [...new Set(targets.map(({ port }) => port))];
  const grafana: Record<ObservabilitySpec["dashboards"]["as"], Precondition[]> = {
    "config-maps": [
      {
        title: "Grafana with its sidecar for dashboards",
        text: `Watches ConfigMaps with ${labelsText(dashboards.labels)} in all namespaces (\`sidecar.dashboards.searchNamespace: ALL\`), and takes folders from \`folderAnnotation: grafana_folder\`.`,
      },
    ],
    "grafana-operator": [
      {
        title: "The Grafana operator",
        text: `Runs with its custom resource definitions, and a Grafana with ${labelsText(dashboards.instances)} watches all namespaces.`,
      },
    ],
    none: [],
  };
  return [
    {
      title: "The Prometheus operator",
      text: `Runs with its custom resource definitions. Its Prometheus runs in the namespace ${codeSpan(namespace)} with pods of ${labelsText(scraper)}, selects ${targets.length > 0 ? "PodMonitors, ScrapeConfigs" : "PodMonitors"} and PrometheusRules with ${labelsText(labels)}, and looks into this environment's namespace${zoneLabel ? "; it may list nodes, for the label `zone`" : ""}.`,
    },
    {
      title: "Metrics of kube-state-metrics, the kubelets and cert-manager",
      text: "Prometheus scrapes them; kube-prometheus-stack does this for the first two. Alerts on volumes, restarts, Jobs, backups and certificates use them.",
    },
    ...(ports.length > 0
      ? [
          {
            title: "Network access from Prometheus to the brokers' exporters",
            text: `Prometheus' pods reach the brokers at port ${ports.join(" and ")}, and the brokers' network lets them in.`,
          },
        ]
      : []),
    ...(resources
      ? [
          {
            title: `kube-state-metrics that watches ${resources.operator}'s resources`,
            text: `Install it once for the Kubernetes cluster, with the values in ${codeSpan(`${hostsFolder(environment)}/${kubeStateMetricsFile}`)}. Without it no alert tells you of a topic, user or connector that ${resources.operator} could not create.`,
          },
        ]
      : []),
    ...grafana[dashboards.as],
  ];
}

export function diagram({ uses: { kafka, workloads } }: Part): Diagram {
  const sources = [
    ...(kafka.metrics ? ["kafka"] : []),
    ...workloads.flatMap(({ metrics }) => (metrics?.of === "lag-exporter" ? ["lag-exporter"] : [])),
  ];
  return {
    nodes: [{ id: "prometheus", label: "Prometheus and Grafana", group: "Kubernetes" }],
    edges: sources.map((from) => ({ from, to: "prometheus", label: "metrics" })),
  };
}
