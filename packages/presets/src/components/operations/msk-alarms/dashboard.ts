import type { z } from "zod";
import {
  isPublished,
  type MskMetric,
  type MskMetricName,
  mskMetrics,
  mskNamespace,
} from "../../../versions/msk-metrics.js";
import { brokerIds, type Cluster, monitored, thresholdOf } from "./alarms.js";
import type { AlarmKey } from "./rules.js";
import type { mskAlarmsSpec } from "./spec.js";

type Spec = z.output<typeof mskAlarmsSpec>;

/** A graph: its title, its metrics, and the alarm whose threshold it shows. */
interface Graph {
  readonly title: string;
  readonly metrics: readonly MskMetricName[];
  readonly alarm?: AlarmKey;
  /** Ends of the axis, where the figure has any. */
  readonly axis?: { readonly min: number; readonly max: number };
}

const percent = { min: 0, max: 100 };
const share = { min: 0, max: 1 };

interface Section {
  readonly title: string;
  readonly graphs: readonly Graph[];
}

const sections: readonly Section[] = [
  {
    title: "Health",
    graphs: [
      { title: "Active controllers", metrics: ["ActiveControllerCount"], alarm: "activeController" },
      { title: "Offline partitions", metrics: ["OfflinePartitionsCount"], alarm: "offlinePartitions" },
      { title: "Under-replicated partitions", metrics: ["UnderReplicatedPartitions"], alarm: "underReplicated" },
      { title: "Partitions under min ISR", metrics: ["UnderMinIsrPartitionCount"], alarm: "underMinIsr" },
      { title: "Partitions of each broker", metrics: ["PartitionCount"], alarm: "partitions" },
      { title: "Partitions and topics", metrics: ["GlobalPartitionCount", "GlobalTopicCount"] },
    ],
  },
  {
    title: "CPU and memory",
    graphs: [
      { title: "CPU: user and system together (%)", metrics: ["CpuUser", "CpuSystem"], alarm: "cpu", axis: percent },
      { title: "CPU: user (%)", metrics: ["CpuUser"], axis: percent },
      { title: "CPU: system (%)", metrics: ["CpuSystem"], axis: percent },
      { title: "CPU: idle (%)", metrics: ["CpuIdle"], axis: percent },
      { title: "CPU credits", metrics: ["CPUCreditBalance"], alarm: "cpuCredits" },
      { title: "Memory used", metrics: ["MemoryUsed"] },
      { title: "Memory free", metrics: ["MemoryFree"] },
      { title: "Heap after garbage collection (%)", metrics: ["HeapMemoryAfterGC"], alarm: "heap", axis: percent },
    ],
  },
  {
    title: "Storage and network",
    graphs: [
      { title: "Data volume used (%)", metrics: ["KafkaDataLogsDiskUsed"], alarm: "disk", axis: percent },
      { title: "Storage used", metrics: ["StorageUsed"] },
      { title: "Packets received", metrics: ["NetworkRxPackets"] },
      { title: "Packets sent", metrics: ["NetworkTxPackets"] },
      { title: "Received packets dropped", metrics: ["NetworkRxDropped"] },
      { title: "Sent packets dropped", metrics: ["NetworkTxDropped"] },
      { title: "Packets shaped by network limits", metrics: ["TrafficShaping"] },
      { title: "Connections", metrics: ["ConnectionCount"] },
    ],
  },
  {
    title: "Traffic",
    graphs: [
      { title: "Bytes in per second", metrics: ["BytesInPerSec"] },
      { title: "Bytes out per second", metrics: ["BytesOutPerSec"] },
      { title: "Messages in per second", metrics: ["MessagesInPerSec"] },
      { title: "Produce time (ms)", metrics: ["ProduceTotalTimeMsMean"], alarm: "produceTime" },
      { title: "Fetch time (ms)", metrics: ["FetchConsumerTotalTimeMsMean"], alarm: "fetchTime" },
      {
        title: "Request handlers idle",
        metrics: ["RequestHandlerAvgIdlePercent"],
        alarm: "requestHandlerIdle",
        axis: share,
      },
      {
        title: "Network threads idle",
        metrics: ["NetworkProcessorAvgIdlePercent"],
        alarm: "networkProcessorIdle",
        axis: share,
      },
    ],
  },
];

const lagGraphs = [
  { title: "Lag: records on the worst partition", metric: "MaxOffsetLag" },
  { title: "Lag: records on all partitions", metric: "SumOffsetLag" },
  { title: "Lag: estimated seconds", metric: "EstimatedMaxTimeLag" },
] as const;

/** Grid units of CloudWatch: 24 across. */
const grid = { columns: 3, width: 8, height: 6, heading: 1, across: 24 } as const;

/** A metric as a graph names it: namespace, name, dimensions by turns, then how to show it. */
type MetricRow = readonly (string | Readonly<Record<string, string | boolean>>)[];

/**
 * The body of the dashboard (CloudWatch API reference, "Dashboard Body Structure and Syntax"): a graph for every metric that the cluster
 * publishes, grouped, with the thresholds of the alarms. Names of groups and topics are only in dimension values and labels,
 * never in an expression. They cannot contain the characters of CloudWatch's dynamic labels.
 */
export function dashboard(spec: Spec, cluster: Cluster, region: string) {
  const published = (metric: MskMetricName) => isPublished(metric, monitored(cluster));
  const graphs = sections.map(({ title, graphs }) => ({
    title,
    graphs: graphs
      .filter(({ metrics }) => metrics.every(published))
      .map((graph) => brokerGraph(graph, spec, cluster, region)),
  }));
  const lag =
    Object.keys(spec.consumerGroups).length > 0
      ? [
          {
            title: "Consumer lag",
            graphs: lagGraphs
              .filter(({ metric }) => published(metric))
              .map((graph) => lagGraph(graph, spec, cluster, region)),
          },
        ]
      : [];
  return { widgets: laidOut([...graphs, ...lag].filter(({ graphs }) => graphs.length > 0)) };
}

function brokerGraph({ title, metrics, alarm, axis }: Graph, spec: Spec, cluster: Cluster, region: string) {
  const [first = "CpuUser"] = metrics;
  const metric: MskMetric = mskMetrics[first];
  const perBroker = metric.dimensions.includes("Broker ID");
  const name = ["Cluster Name", cluster.clusterName];
  const rows: MetricRow[] = perBroker
    ? brokerIds(cluster).flatMap((broker) => brokerRows(metrics, [...name, "Broker ID", String(broker)], broker))
    : metrics.map((metricName) => [mskNamespace, metricName, ...name]);
  const threshold = alarm && thresholdOf(alarm, spec, cluster);
  return {
    title,
    region,
    view: "timeSeries",
    stat: metric.statistic,
    period: 60,
    metrics: rows,
    ...(axis === undefined ? {} : { yAxis: { left: axis } }),
    ...(threshold === undefined ? {} : { annotations: { horizontal: [{ label: "alarm", value: threshold }] } }),
  };
}

/** One line for a broker; several metrics are added up. */
function brokerRows(metrics: readonly MskMetricName[], dimensions: readonly string[], broker: number): MetricRow[] {
  const label = `broker ${broker}`;
  const [only, ...more] = metrics;
  if (only !== undefined && more.length === 0) return [[mskNamespace, only, ...dimensions, { label }]];
  const ids = metrics.map((_, index) => `b${broker}m${index + 1}`);
  return [
    [{ id: `b${broker}`, expression: ids.join(" + "), label }],
    ...metrics.map(
      (metric, index): MetricRow => [mskNamespace, metric, ...dimensions, { id: ids[index] ?? "", visible: false }],
    ),
  ];
}

function lagGraph(
  { title, metric }: (typeof lagGraphs)[number],
  { consumerGroups }: Spec,
  cluster: Cluster,
  region: string,
) {
  const rows = Object.entries(consumerGroups).flatMap(([group, { topics }]) =>
    topics.map(
      (topic): MetricRow => [
        mskNamespace,
        metric,
        "Cluster Name",
        cluster.clusterName,
        "Consumer Group",
        group,
        "Topic",
        topic,
        { label: `${group}: ${topic}` },
      ],
    ),
  );
  return { title, region, view: "timeSeries", stat: mskMetrics[metric].statistic, period: 60, metrics: rows };
}

/** Puts sections below each other, each a heading and rows of three graphs. */
function laidOut(sections: readonly { readonly title: string; readonly graphs: readonly object[] }[]) {
  let top = 0;
  return sections.flatMap(({ title, graphs }) => {
    const start = top + grid.heading;
    const heading = {
      type: "text",
      x: 0,
      y: top,
      width: grid.across,
      height: grid.heading,
      properties: { markdown: `## ${title}` },
    };
    top = start + Math.ceil(graphs.length / grid.columns) * grid.height;
    const widgets = graphs.map((properties, index) => ({
      type: "metric",
      x: (index % grid.columns) * grid.width,
      y: start + Math.floor(index / grid.columns) * grid.height,
      width: grid.width,
      height: grid.height,
      properties,
    }));
    return [heading, ...widgets];
  });
}
