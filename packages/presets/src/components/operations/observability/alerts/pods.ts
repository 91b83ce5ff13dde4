import { alertGroup, ofEveryProcess } from "./alert.js";

/** Alerts on Kubernetes' metrics of the pods, and on the exporters themselves. */
export const pods = alertGroup({
  name: "pods",
  title: "Pods and exporters",
  alerts: {
    KafkaPodRestarting: {
      severity: "warning",
      for: "0m",
      threshold: { what: "Restarts of a container within an hour", unit: "count", default: 2, min: 0, max: 100 },
      expression: ({ series, threshold }) => `sum by (pod) (increase(${series.podRestarts("")}[1h])) > ${threshold}`,
      summary: "{{ $labels.pod }} keeps restarting",
      description: "{{ $labels.pod }} restarted {{ $value | humanize }} times within an hour.",
      runbook: {
        means:
          "The process exits, or its liveness probe kills it. At each restart the other brokers take over its partitions and hand them back.",
        look: [
          "Reason and exit code: `kubectl --namespace {{namespace}} describe pod POD`, *Last State*",
          "Its last log lines: `kubectl --namespace {{namespace}} logs POD --previous --tail=200`",
        ],
        act: [
          "137 with OOMKilled: see `KafkaPodOutOfMemory`.",
          "Killed by the probe during log recovery: wait for the startup probe's time, or raise it.",
          "An exception at the start: usually configuration or certificates. Revert to the last commit that worked.",
        ],
      },
    },
    KafkaPodOutOfMemory: {
      severity: "warning",
      for: "0m",
      expression: ({ series }) =>
        `sum by (pod) (${series.podTerminations('reason="OOMKilled"')}) > 0 and on (pod) sum by (pod) (increase(${series.podRestarts("")}[1h])) > 0`,
      summary: "{{ $labels.pod }} ran out of memory",
      description: "The kernel killed a container of {{ $labels.pod }} at its memory limit within the last hour.",
      runbook: {
        means:
          "Heap, direct buffers, thread stacks and the JVM's own memory together exceeded the container's limit. The page cache is not the cause: the kernel frees it first.",
        look: [
          'Heap against the limit: `jvm_memory_max_bytes{area="heap"}` should leave at least a quarter.',
          "Direct memory: `process_resident_memory_bytes` minus the heap; many connections and large requests use it.",
        ],
        act: [
          "Raise `memory` of the role, or lower its `heap`.",
          "If it happened suddenly, look for a client with huge fetches or batches.",
        ],
      },
    },
    KafkaExporterErrors: {
      severity: "warning",
      for: "15m",
      expression: (measured) => ofEveryProcess(measured, ({ exporterErrors }, all) => `${exporterErrors(all)} > 0`),
      summary: "The exporter of {{ $labels.pod }} cannot read all metrics",
      description:
        "The JMX exporter of {{ $labels.pod }} has reported errors for 15 minutes: some of its metrics are missing.",
      runbook: {
        means: "The agent answers, but fails while it reads MBeans; alerts on the missing metrics stay silent.",
        look: [
          "The agent's message in the {{node}}'s log: `{{log}} | grep -i jmx`",
          "Whether it began with a change of the exporter's rules or version.",
        ],
        act: ["If only this {{node}} has errors, restart it. Otherwise revert the change that caused them."],
      },
    },
    KafkaScrapesSlow: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Time that a scrape of the exporter takes", unit: "seconds", default: 8, min: 0.1, max: 120 },
      expression: (measured) =>
        ofEveryProcess(measured, ({ exporterSeconds }, all) => `${exporterSeconds(all)} > ${measured.threshold}`),
      summary: "Scrapes of {{ $labels.pod }} take {{ $value | humanizeDuration }}",
      description:
        "For 15 minutes the exporter of {{ $labels.pod }} has needed {{ $value | humanizeDuration }} for a scrape. Prometheus times out at 10 seconds.",
      runbook: {
        means: "Reading the metrics takes so long that scrapes will fail, and every alert about the node with them.",
        look: [
          "How many series there are: `scrape_samples_scraped` by pod; most of them are sizes of partitions and rates of topics.",
          "CPU of the {{node}}: a broker without spare CPU is slow at everything.",
        ],
        act: ["Give the broker CPU, or fewer partitions.", "Scrape less often: raise `observability.scrapeInterval`."],
      },
    },
  },
});
