import { lackedBy, type Measure, measureTexts } from "../../../kafka/metrics/measures.js";
import { type Alert, measured, type Scope } from "./alerts/alert.js";
import { type AlertName, alertGroups } from "./alerts/index.js";
import { type RecordingRule, recordingRules } from "./recording-rules.js";
import type { ObservabilitySpec } from "./spec.js";

/** A rule of Prometheus that somebody hears of. */
export interface AlertingRule {
  readonly alert: AlertName;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}

/** What the spec changes of one alert. */
export type Changed = NonNullable<ObservabilitySpec["alerts"][AlertName]>;

export function changed({ alerts }: Pick<ObservabilitySpec, "alerts">, name: AlertName): Partial<Changed> {
  return alerts[name] ?? {};
}

/** The figure that an alert compares with. */
export function thresholdOf(spec: Pick<ObservabilitySpec, "alerts">, name: AlertName, alert: Alert): number {
  return changed(spec, name).threshold ?? alert.threshold?.default ?? 0;
}

/** Measures and roles that an alert asks for and the environment does not have; then the alert is left out. */
export function lackedByAlert({ needs, expression }: Alert, scope: Scope): string[] {
  if (needs !== undefined && scope.expected[needs] === undefined) return [needs];
  return lackedBy(expression(measured(scope, 0)));
}

/** The missing role or measure, in words. */
export function nameOfLacked(name: string): string {
  return name in measureTexts ? `measure of ${measureTexts[name as Measure]}` : name;
}

/** Alerts about what cannot be measured of the Kafka. */
export function unmeasuredAlerts(scope: Scope): AlertName[] {
  return alertGroups.flatMap((group) =>
    (Object.entries(group.alerts) as [AlertName, Alert][]).flatMap(([name, alert]) =>
      lackedByAlert(alert, scope).some((lacked) => lacked in measureTexts) ? [name] : [],
    ),
  );
}

/** Groups of alerts that an environment has: those whose metrics it has, and that nobody switched off. */
export function presentAlerts(spec: Pick<ObservabilitySpec, "alerts">, scope: Scope) {
  return alertGroups
    .map((group) => ({
      ...group,
      alerts: (Object.entries(group.alerts) as [AlertName, Alert][]).filter(
        ([name, alert]) => lackedByAlert(alert, scope).length === 0 && changed(spec, name).enabled !== false,
      ),
    }))
    .filter(({ alerts }) => alerts.length > 0);
}

/** Fills in the values that are known at synth. Prometheus' own templates stay. */
export function filled(text: string, { cluster, namespace, node, volumeLabel }: Scope): string {
  return text
    .replaceAll("{{cluster}}", cluster)
    .replaceAll("{{namespace}}", namespace)
    .replaceAll("{{node}}", node)
    .replaceAll("{{volume}}", `{{ $labels.${volumeLabel} }}`);
}

/** A group of rules as a PrometheusRule holds it. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (AlertingRule | RecordingRule)[];
}

export function ruleGroups(
  spec: Pick<ObservabilitySpec, "alerts" | "alertLabels">,
  scope: Scope,
  runbook: string,
): RuleGroup[] {
  const alerting = ([name, alert]: readonly [AlertName, Alert]): AlertingRule => {
    const { for: wait, severity } = changed(spec, name);
    return {
      alert: name,
      expr: alert.expression(measured(scope, thresholdOf(spec, name, alert))),
      for: wait ?? alert.for,
      labels: {
        severity: severity ?? alert.severity,
        kafka_cluster: scope.cluster,
        namespace: scope.namespace,
        ...spec.alertLabels,
      },
      annotations: {
        summary: filled(alert.summary, scope),
        description: filled(alert.description, scope),
        runbook_url: `${runbook}#${name.toLowerCase()}`,
      },
    };
  };
  return [
    { name: "kafka-recording", rules: recordingRules(scope) },
    ...presentAlerts(spec, scope).map(({ name, alerts }) => ({ name: `kafka-${name}`, rules: alerts.map(alerting) })),
  ];
}
