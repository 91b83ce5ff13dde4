import { atLeast, below, plain, type Row } from "./dashboard.js";
import { jvmRow, type Shown } from "./panels.js";

/** Kafka Connect: workers, connectors and tasks, and what goes through. */
export function connectRows(view: Shown): Row[] {
  const { of, scope } = view;
  const all = of("connect");
  const worker = `${all},pod=~"$pod"`;
  const tasks = (state: string) =>
    `sum(kafka_connect_connect_worker_metrics_connector_${state}_task_count{${all}}) or vector(0)`;
  return [
    {
      title: "Workers and connectors",
      panels: [
        {
          title: "Workers",
          description: "Workers whose exporter answers.",
          unit: "short",
          kind: "stat",
          thresholds: atLeast(scope.expected.connect ?? 1),
          queries: [{ expression: `count(up{${all}} == 1) or vector(0)`, legend: "" }],
        },
        {
          title: "Connectors",
          description: "Connectors that the workers run, of all together.",
          unit: "short",
          kind: "stat",
          thresholds: plain,
          queries: [{ expression: `sum(kafka_connect_connect_worker_metrics_connector_count{${all}})`, legend: "" }],
        },
        {
          title: "Tasks that run",
          description: "Tasks that run, of all connectors.",
          unit: "short",
          kind: "stat",
          thresholds: plain,
          queries: [{ expression: tasks("running"), legend: "" }],
        },
        {
          title: "Tasks that have failed",
          description: "They stay failed until somebody restarts them.",
          unit: "short",
          kind: "stat",
          thresholds: below(1),
          queries: [{ expression: tasks("failed"), legend: "" }],
        },
        {
          title: "Failed tasks by connector",
          description: "Connectors with failed tasks; the alert fires above zero.",
          unit: "short",
          thresholds: below(1),
          queries: [
            {
              expression: `sum by (connector) (kafka_connect_connect_worker_metrics_connector_failed_task_count{${all}})`,
              legend: "{{connector}}",
            },
          ],
        },
        {
          title: "Tasks by worker",
          description: "How the tasks are distributed over the workers.",
          unit: "short",
          thresholds: plain,
          queries: [{ expression: `kafka_connect_connect_worker_metrics_task_count{${worker}}`, legend: "{{pod}}" }],
        },
      ],
    },
    {
      title: "Records",
      panels: [
        {
          title: "Written by sources",
          description: "Records a second that the tasks of each source write to Kafka.",
          unit: "cps",
          thresholds: plain,
          width: 8,
          queries: [
            {
              expression: `sum by (connector) (rate(kafka_connect_source_task_metrics_source_record_write_total{${all}}[$__rate_interval]))`,
              legend: "{{connector}}",
            },
          ],
        },
        {
          title: "Handed to sinks",
          description: "Records a second that the tasks of each sink receive.",
          unit: "cps",
          thresholds: plain,
          width: 8,
          queries: [
            {
              expression: `sum by (connector) (rate(kafka_connect_sink_task_metrics_sink_record_send_total{${all}}[$__rate_interval]))`,
              legend: "{{connector}}",
            },
          ],
        },
        {
          title: "Errors",
          description: "Records a second that a task could not handle.",
          unit: "cps",
          thresholds: below(1, "orange"),
          width: 8,
          queries: [
            {
              expression: `sum by (connector) (rate(kafka_connect_task_error_metrics_total_record_errors_total{${all}}[$__rate_interval]))`,
              legend: "{{connector}}",
            },
          ],
        },
        {
          title: "Rebalances",
          description: "Rebalances of the workers within 5 minutes.",
          unit: "short",
          thresholds: below(10, "orange"),
          width: 24,
          queries: [
            {
              expression: `increase(kafka_connect_connect_worker_rebalance_metrics_completed_rebalances_total{${worker}}[5m])`,
              legend: "{{pod}}",
            },
          ],
        },
      ],
    },
    jvmRow(view, "connect"),
  ];
}
