import { recorded } from "../../../../kafka/metrics/measures.js";
import { commitsByTopic, lagOf } from "../alerts/consumer-lag.js";
import { below, type Panel, plain, type Row } from "./dashboard.js";
import { asAlert, type Shown } from "./panels.js";

const chosen = `consumergroup=~"$group",topic=~"$topic"`;

/** The lag of groups, its change, and the time until retention deletes records. */
export function lagRows({ of, series, limit }: Shown): Row[] {
  const exporter = of("lag-exporter");
  const lag = lagOf(series)(`${of()},${chosen}`);
  const commits = recorded(commitsByTopic, () => exporter)(`${of()},${chosen}`);
  const held = `(kafka_topic_partition_current_offset{${exporter},topic=~"$topic"} - kafka_topic_partition_oldest_offset{${exporter},topic=~"$topic"})`;
  const produced = `sum by (topic) (rate(kafka_topic_partition_current_offset{${exporter},topic=~"$topic"}[5m]))`;
  const stat = (rest: Omit<Panel, "kind" | "unit">): Panel => ({ unit: "short", ...rest, kind: "stat", width: 6 });
  const records = [
    { color: "green", from: null },
    { color: "orange", from: limit("KafkaConsumerLagHigh") },
    { color: "red", from: limit("KafkaConsumerLagCritical") },
  ] as const;
  return [
    {
      title: "Overview",
      panels: [
        stat({
          title: "Largest lag",
          description: "Of any group on any topic, in records.",
          thresholds: records,
          queries: [{ expression: `max(${lag})`, legend: "" }],
        }),
        stat({
          title: "Groups",
          description: "Consumer groups that the exporter sees.",
          thresholds: plain,
          queries: [{ expression: `count(kafka_consumergroup_members{${exporter}})`, legend: "" }],
        }),
        stat({
          title: "Groups without members",
          description: "Groups without consumers.",
          thresholds: below(1, "orange"),
          queries: [{ expression: `count(kafka_consumergroup_members{${exporter}} == 0) or vector(0)`, legend: "" }],
        }),
        stat({
          title: "Brokers that the exporter sees",
          description: "Zero means that lag is not measured.",
          thresholds: [
            { color: "red", from: null },
            { color: "green", from: 1 },
          ],
          queries: [{ expression: `max(kafka_brokers{${exporter}})`, legend: "" }],
        }),
      ],
    },
    {
      title: "Lag",
      panels: [
        {
          title: "By group and topic",
          description: "Records behind; the lines are where the alerts fire.",
          unit: "short",
          thresholds: records,
          width: 24,
          queries: [{ expression: lag, legend: "{{consumergroup}} {{topic}}" }],
        },
        {
          title: "By partition",
          description: "The twenty largest: one alone is a hot key or a slow member.",
          unit: "short",
          thresholds: plain,
          queries: [
            {
              expression: `topk(20, kafka_consumergroup_lag{${exporter},${chosen}})`,
              legend: "{{consumergroup}} {{topic}}/{{partition}}",
            },
          ],
        },
        {
          title: "In time",
          description: "Estimated age of the record that a group reads, at the topic's present write rate.",
          unit: "s",
          thresholds: below(3600, "orange"),
          queries: [
            {
              expression: `${lag} / on (topic) group_left () (${produced} > 0)`,
              legend: "{{consumergroup}} {{topic}}",
            },
          ],
        },
      ],
    },
    {
      title: "Pace",
      panels: [
        {
          title: "Written",
          description: "Records a second written to each topic.",
          unit: "cps",
          thresholds: plain,
          width: 8,
          queries: [{ expression: produced, legend: "{{topic}}" }],
        },
        {
          title: "Read",
          description: "Records a second that each group commits.",
          unit: "cps",
          thresholds: plain,
          width: 8,
          queries: [{ expression: commits, legend: "{{consumergroup}} {{topic}}" }],
        },
        {
          title: "Members",
          description: "Consumers of each group.",
          unit: "short",
          thresholds: plain,
          width: 8,
          queries: [
            {
              expression: `max by (consumergroup) (kafka_consumergroup_members{${exporter},consumergroup=~"$group"})`,
              legend: "{{consumergroup}}",
            },
          ],
        },
        {
          title: "Left until retention deletes",
          description: "Position of a group between the oldest record (0 %) and the newest; near 0 it loses records.",
          unit: "percent",
          thresholds: [
            { color: "red", from: null },
            { color: "green", from: limit("KafkaRecordsExpireUnread") },
          ],
          queries: [
            {
              expression: `min by (consumergroup, topic) (100 * (kafka_consumergroup_current_offset{${exporter},${chosen}} - on (topic, partition) group_left () kafka_topic_partition_oldest_offset{${exporter}}) / on (topic, partition) group_left () (${held} > 1000))`,
              legend: "{{consumergroup}} {{topic}}",
            },
          ],
        },
        {
          title: "Rebalances",
          description:
            "Rebalances within 5 minutes that the brokers' coordinators completed; a group that rebalances reads nothing.",
          unit: "short",
          thresholds: asAlert(10, "orange"),
          queries: [
            {
              expression: `sum(increase(${series.groupRebalances(of("broker"))}[5m]))`,
              legend: "rebalances",
            },
          ],
        },
      ],
    },
  ];
}
