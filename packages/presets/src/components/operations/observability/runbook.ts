import type { EnvironmentInfo } from "@streamform/core";
import { changed, filled, presentAlerts, thresholdOf } from "./alerting-rules.js";
import { isMeasured, lacking, type Measure, seriesOf } from "../../../kafka/metrics/measures.js";
import type { Alert, Scope, RunbookStep, Unit } from "./alerts/alert.js";
import type { AlertName } from "./alerts/index.js";
import type { ObservabilitySpec } from "./spec.js";

export const runbookFile = "runbook.md";
/** Values by which kube-state-metrics watches Strimzi's resources. */
export const kubeStateMetricsFile = "kube-state-metrics.yaml";
export const toolsFile = "kafka-tools.sh";

type Environment = Pick<EnvironmentInfo, "name" | "delivery">;

/** Where the component's files for people lie, from the repository's root. */
export function hostsFolder({ name, delivery: { path } }: Environment): string {
  return `${path}/${name}/hosts/observability`;
}

/** URLs of a file in a branch, by Git host. Unknown hosts get GitHub's form. */
const views: readonly (readonly [host: RegExp, view: string])[] = [
  [/gitlab/, "-/blob"],
  [/bitbucket/, "src"],
  [/gitea|codeberg|forgejo/, "src/branch"],
];

/** Address at which people read the runbook. */
export function runbookUrl(environment: Environment, spec: Pick<ObservabilitySpec, "runbook">): string {
  if (spec.runbook !== undefined) return spec.runbook;
  const { repository, branch } = environment.delivery;
  const { hostname, pathname } = new URL(repository);
  const project = pathname.replace(/\.git$/, "").replace(/\/$/, "");
  const view = views.find(([host]) => host.test(hostname))?.[1] ?? "blob";
  return `https://${hostname}${project}/${view}/${branch}/${hostsFolder(environment)}/${runbookFile}`;
}

const units: Readonly<Record<Unit, string>> = {
  percent: " %",
  milliseconds: " ms",
  seconds: " s",
  hours: " hours",
  days: " days",
  records: " records",
  "per second": " a second",
  count: "",
};

const inOwnPod = `Kafka's tools run in
their own pod, as the cluster's administrator. Run commands from the root of the repository:

\`\`\`sh
{{tools}} kafka-topics.sh --describe --under-replicated-partitions
\`\`\``;
const elsewhere = `Kafka's tools
run where the brokers can be reached, each with \`--bootstrap-server\` and, in \`--command-config\`, the login of an administrator.`;

/** A step's text, with the log's command and measures filled in; undefined where it does not hold here. */
function stepText(step: RunbookStep, { node, log, measures }: Scope): string | undefined {
  if (typeof step !== "string" && step.nodes !== node) return undefined;
  const series = seriesOf(measures);
  const text = (typeof step === "string" ? step : step.step)
    .replaceAll("{{log}}", log ?? lacking("log"))
    .replace(/\{\{measure:(\w+)\}\}/g, (_, name: string) => series[name as Measure]("").replace(/\{\}$/, ""));
  return isMeasured(text) ? text : undefined;
}

function section(name: AlertName, alert: Alert, spec: ObservabilitySpec, scope: Scope): string {
  const { for: wait, severity } = changed(spec, name);
  const { threshold, runbook } = alert;
  const limit = threshold ? ` ${threshold.what}: ${thresholdOf(spec, name, alert)}${units[threshold.unit]}.` : "";
  const lasts = (wait ?? alert.for) === "0m" ? "at once" : `after ${wait ?? alert.for}`;
  const list = (title: string, steps: readonly RunbookStep[]) => {
    const items = steps.map((step) => stepText(step, scope)).filter((text) => text !== undefined);
    return items.length === 0 ? "" : `\n${title}:\n\n${items.map((item) => `- ${item}`).join("\n")}\n`;
  };
  return `### ${name}

*${severity ?? alert.severity}, ${lasts}.${limit}*

${runbook.means}
${list("How to look", runbook.look)}${list("What to do", runbook.act)}`;
}

/**
 * The runbook of an environment: a section for each of its alerts, under the alert's name. `{{tools}}` in an alert's texts is the script by
 * which Kafka's own tools run, where there is one.
 */
export function runbook(
  spec: ObservabilitySpec,
  scope: Scope,
  environment: Environment,
  { tools }: { readonly tools: boolean },
): string {
  const chapters = presentAlerts(spec, scope).map(
    ({ title, alerts }) =>
      `## ${title}\n\n${alerts.map(([name, alert]) => section(name, alert, spec, scope)).join("\n")}`,
  );
  const text = `# Runbook of {{cluster}}

What each alert means, how to investigate, and what to do. POD, TOPIC, GROUP and NAME stand for the names in the alert. ${tools ? inOwnPod : elsewhere}

First, for every alert: is a rollout, a drain or a node upgrade running? Most alerts at night come from one of these, and end
with it. Restart one thing at a time, and wait until \`KafkaUnderReplicatedPartitions\` has cleared before the next.

${chapters.join("\n")}`;
  return filled(text, scope).replaceAll("{{tools}} ", tools ? `${hostsFolder(environment)}/${toolsFile} ` : "");
}
