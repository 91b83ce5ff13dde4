import { seriesOf } from "../../../../kafka/metrics/measures.js";
import { agentMeasures } from "../../../../kafka/metrics/own-metrics.js";
import type { Role } from "../../../../kubernetes/workload.js";
import { thresholdOf } from "../alerting-rules.js";
import { type Measured, measured, type Scope } from "../alerts/alert.js";
import { type AlertName, alerts } from "../alerts/index.js";
import type { ObservabilitySpec } from "../spec.js";
import { below, type Panel, type Row, type Threshold } from "./dashboard.js";

/** What panels are made from: the same matchers and figures as the alerts. */
export interface Shown {
  readonly scope: Scope;
  readonly of: Measured["of"];
  readonly series: Measured["series"];
  /** The figure of an alert, as the spec has it. */
  limit(name: AlertName): number;
}

export function shown(spec: Pick<ObservabilitySpec, "alerts">, scope: Scope): Shown {
  const { of, series } = measured(scope, 0);
  return { scope, of, series, limit: (name) => thresholdOf(spec, name, alerts[name]) };
}

/** Matchers of the brokers that are chosen above the dashboard. */
export const perBroker = ({ of }: Shown): string => `${of("broker")},pod=~"$pod"`;

/** Colours of a panel whose alert fires above its figure; a figure of none means that one is too many. */
export const asAlert = (limit: number, bad: Threshold["color"] = "red") => below(limit === 0 ? 1 : limit, bad);

/** The JVMs of a role, the same on every dashboard. */
export function jvmRow({ of, series, limit }: Shown, role: Role): Row {
  const at = `${of(role)},pod=~"$pod"`;
  // Brokers are the Kafka's own; everything else runs with this project's agent.
  const { heapUsed, heapMax, gcSeconds, cpuSeconds } = role === "broker" ? series : seriesOf(agentMeasures);
  const panel = (rest: Omit<Panel, "width">): Panel => ({ ...rest, width: 8 });
  return {
    title: "JVM",
    panels: [
      panel({
        title: "Heap in use",
        description: "Share of the heap; the lows after each collection are what is alive.",
        unit: "percent",
        thresholds: asAlert(limit("KafkaHeapHigh")),
        queries: [
          {
            expression: `100 * ${heapUsed(at)} / ${heapMax(at)}`,
            legend: "{{pod}}",
          },
        ],
      }),
      panel({
        title: "Time in garbage collection",
        description: "Share of the time that collections take.",
        unit: "percent",
        thresholds: asAlert(limit("KafkaGcTimeHigh"), "orange"),
        queries: [
          {
            expression: `100 * sum by (pod) (rate(${gcSeconds(at)}[$__rate_interval]))`,
            legend: "{{pod}}",
          },
        ],
      }),
      panel({
        title: "CPU",
        description: "Cores that the process uses.",
        unit: "short",
        thresholds: [{ color: "blue", from: null }],
        queries: [{ expression: `rate(${cpuSeconds(at)}[$__rate_interval])`, legend: "{{pod}}" }],
      }),
    ],
  };
}
