import type { Select } from "../../../../kafka/metrics/measures.js";
import { atLeast, below, type Panel, plain, type Row } from "./dashboard.js";
import { replication, storage } from "./kafka-data.js";
import { clients, latency, throughput } from "./kafka-traffic.js";
import { jvmRow, type Shown } from "./panels.js";

/** Whether the cluster is well, what goes through it, and where its time and room go. */
export function kafkaRows(view: Shown): Row[] {
  return [
    overview(view),
    throughput(view),
    latency(view),
    replication(view),
    storage(view),
    clients(view),
    jvmRow(view, "broker"),
  ];
}

function overview({ of, series, scope }: Shown): Row {
  const stat = (rest: Omit<Panel, "kind" | "width" | "unit"> & { readonly unit?: string }): Panel => ({
    unit: "short",
    ...rest,
    kind: "stat",
    width: 3,
  });
  const sum = (measure: Select) => [{ expression: `sum(${measure(of("broker"))})`, legend: "" }];
  return {
    title: "Overview",
    panels: [
      stat({
        title: "Brokers",
        description: "Brokers whose exporter answers.",
        thresholds: atLeast(scope.expected.broker ?? 1),
        queries: [{ expression: `count(up{${of("broker")}} == 1) or vector(0)`, legend: "" }],
      }),
      stat({
        title: "Active controllers",
        description: "Exactly one leads the cluster.",
        thresholds: [
          { color: "red", from: null },
          { color: "green", from: 1 },
          { color: "red", from: 2 },
        ],
        queries: [{ expression: `sum(${series.activeControllers(of())})`, legend: "" }],
      }),
      stat({
        title: "Offline partitions",
        description: "Partitions without a leader: clients can neither write nor read them.",
        thresholds: below(1),
        queries: [{ expression: `max(${series.offlinePartitions(of())})`, legend: "" }],
      }),
      stat({
        title: "Below min ISR",
        description: "Partitions that refuse writes with acks=all.",
        thresholds: below(1),
        queries: sum(series.underMinIsr),
      }),
      stat({
        title: "Under-replicated",
        description: "Partitions with an out-of-sync replica.",
        thresholds: below(1, "orange"),
        queries: sum(series.underReplicated),
      }),
      stat({
        title: "Partitions",
        description: "Partitions with a leader; replicas are not counted.",
        thresholds: plain,
        queries: sum(series.leaders),
      }),
      stat({
        title: "Messages in",
        description: "Records written a second.",
        unit: "cps",
        thresholds: plain,
        queries: [
          {
            expression: `sum(rate(${series.messagesIn(of("broker"))}[5m]))`,
            legend: "",
          },
        ],
      }),
      stat({
        title: "Versions",
        description: "Running versions of Kafka; two only during an upgrade.",
        thresholds: below(2, "orange"),
        queries: [{ expression: `count(count by (version) (${series.versions(of())}))`, legend: "" }],
      }),
    ],
  };
}
