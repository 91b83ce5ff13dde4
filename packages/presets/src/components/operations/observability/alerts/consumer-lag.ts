import { recorded, type Series } from "../../../../kafka/metrics/measures.js";
import { alertGroup, type GroupLimits, type Measured } from "./alert.js";

/** Lag of a group on a topic, as the recording rules have it. */
export const lagByTopic = "consumergroup_topic:kafka_consumergroup_lag:sum";
/** Records a second that a group gets through. */
export const commitsByTopic = "consumergroup_topic:kafka_consumergroup_current_offset:rate5m";

export function lagOf({ groupLag }: Series) {
  return recorded(lagByTopic, groupLag);
}

/** A PromQL string that, as a regular expression, matches exactly these texts. */
function oneOf(texts: readonly string[]): string {
  return JSON.stringify(texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));
}

/** Lag above the alert's threshold, or above a group's own limit where it has one. */
function above({ of, series, groups, threshold }: Measured, limit: Exclude<keyof GroupLimits, "topics">): string {
  const lag = lagOf(series);
  const own = Object.entries(groups);
  const others = own.length === 0 ? "" : `,consumergroup!~${oneOf(own.map(([group]) => group))}`;
  return [
    `${lag(`${of()}${others}`)} > ${threshold}`,
    ...own.map(([group, { topics, ...limits }]) => {
      const topic = topics === undefined ? "" : `,topic=~${oneOf(topics)}`;
      return `${lag(`${of()},consumergroup=${JSON.stringify(group)}${topic}`)} > ${limits[limit] ?? threshold}`;
    }),
  ].join(" or ");
}

const records = { unit: "records", min: 0, max: 1_000_000_000_000 } as const;

/** Alerts on the lag of consumer groups, from the lag exporter or from the Kafka's own metrics. */
export const consumerLag = alertGroup({
  name: "consumer-lag",
  title: "Consumer lag",
  alerts: {
    KafkaLagExporterDown: {
      severity: "warning",
      for: "10m",
      expression: ({ of }) => `absent(kafka_brokers{${of("lag-exporter")}})`,
      summary: "The consumer lag of {{cluster}} is not measured",
      description: "The lag exporter of {{cluster}} has served no metrics for 10 minutes. No lag alert can fire.",
      runbook: {
        means: "The exporter is down, cannot log in, or is not scraped. The state of the consumers is unknown.",
        look: [
          "`kubectl --namespace {{namespace}} get pods --selector app.kubernetes.io/name=lag-exporter`",
          "Its log: `kubectl --namespace {{namespace}} logs deployment/lag-exporter --tail=50`",
        ],
        act: [
          "*certificate* or *handshake* in the log: the brokers do not trust the Secret `{{cluster}}-admin`, or the exporter does not trust the CA.",
          "*i/o timeout*: a NetworkPolicy blocks the connection, or no broker runs.",
          "The exporter runs but is not scraped: see `KafkaMetricsAbsent`.",
        ],
      },
    },
    KafkaConsumerLagHigh: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Records that a group is behind on a topic", default: 10_000, ...records },
      expression: (measured) => above(measured, "warning"),
      summary: "{{ $labels.consumergroup }} is behind on {{ $labels.topic }}",
      description:
        "The group {{ $labels.consumergroup }} has been {{ $value | humanize }} records behind on {{ $labels.topic }} for 15 minutes.",
      runbook: {
        means: "The group does not keep up: records arrive faster than it processes them, or it has stopped.",
        look: [
          "Does the lag grow or shrink? Dashboard *Consumer lag*.",
          "Members and partitions: `{{tools}} kafka-consumer-groups.sh --describe --group GROUP`",
          "Only one partition: a hot key, or one slow member.",
        ],
        act: [
          "More members help, up to the number of partitions. Beyond that you need more partitions, which changes the partition of each key.",
          "Slow on every record: ask the consumer's owner to find what it waits for (databases, other services).",
          "To set another limit for the group: `observability.consumerGroups`.",
        ],
      },
    },
    KafkaConsumerLagCritical: {
      severity: "critical",
      for: "15m",
      threshold: { what: "Records that a group is behind on a topic", default: 100_000, ...records },
      expression: (measured) => above(measured, "critical"),
      summary: "{{ $labels.consumergroup }} is far behind on {{ $labels.topic }}",
      description:
        "The group {{ $labels.consumergroup }} has been {{ $value | humanize }} records behind on {{ $labels.topic }} for 15 minutes.",
      runbook: {
        means: "The group's results are very late, and retention may delete records before the group reads them.",
        look: [
          "How long until retention deletes them: the dashboard *Consumer lag*, panel *Left until retention deletes*.",
          "As for `KafkaConsumerLagHigh`.",
        ],
        act: [
          "If retention is near: raise the topic's `retention.ms` now, if the disks have room.",
          "Call the consumer's owner.",
          "If only new records matter, the owner may skip the old ones: `kafka-consumer-groups.sh --reset-offsets --to-latest`, with the group stopped.",
        ],
      },
    },
    KafkaConsumerLagGrowing: {
      severity: "warning",
      for: "30m",
      threshold: { what: "Records that a group is behind on a topic while its lag grows", default: 1000, ...records },
      expression: ({ of, series, threshold }) => {
        const lag = lagOf(series)(of());
        return `${lag} > ${threshold} and deriv(${lag}[30m]) > 0 and ${lag} > ${lag} offset 30m`;
      },
      summary: "{{ $labels.consumergroup }} keeps falling behind on {{ $labels.topic }}",
      description:
        "The lag of {{ $labels.consumergroup }} on {{ $labels.topic }} has grown for half an hour and is {{ $value | humanize }} records.",
      runbook: {
        means: "The group works more slowly than records arrive. Without a change it never catches up.",
        look: [
          "Rates in and out: dashboard *Consumer lag*.",
          "Whether the producers write more than usual: dashboard *Kafka*, *Messages in by topic*.",
        ],
        act: ["A temporary peak: wait.", "Otherwise add members, up to the number of partitions."],
      },
    },
    KafkaConsumerGroupStuck: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Records that wait while the group commits nothing", default: 100, ...records },
      expression: ({ of, threshold }) =>
        `(${lagByTopic}{${of()}} > ${threshold} and ${commitsByTopic}{${of()}} == 0) and on (consumergroup) max by (consumergroup) (kafka_consumergroup_members{${of("lag-exporter")}}) > 0`,
      summary: "{{ $labels.consumergroup }} has members but reads nothing from {{ $labels.topic }}",
      description:
        "{{ $value | humanize }} records of {{ $labels.topic }} wait. {{ $labels.consumergroup }} has members but has committed nothing for 15 minutes.",
      runbook: {
        means:
          "The group has members but its offsets do not move: a record fails again and again, a rebalance never ends, or the members do not commit.",
        look: [
          "State of the group: `{{tools}} kafka-consumer-groups.sh --describe --state --group GROUP`; *PreparingRebalance* for minutes means an endless rebalance.",
          "The consumer's log: the same exception again and again means a poison record.",
        ],
        act: [
          "Poison record: the owner skips it or sends it to a dead letter topic.",
          "Rebalances: processing takes longer than `max.poll.interval.ms`. Fetch fewer records in each poll.",
        ],
      },
    },
    KafkaConsumerGroupEmpty: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Records that wait for a group without members", default: 100, ...records },
      expression: ({ of, threshold }) =>
        `${lagByTopic}{${of()}} > ${threshold} and on (consumergroup) max by (consumergroup) (kafka_consumergroup_members{${of("lag-exporter")}}) == 0`,
      summary: "{{ $labels.consumergroup }} has no members",
      description:
        "{{ $value | humanize }} records of {{ $labels.topic }} wait for {{ $labels.consumergroup }}, which has had no member for 15 minutes.",
      runbook: {
        means: "All consumers of the group are gone, or the group belongs to an application that was switched off.",
        look: ["Are the consumer's pods running, and can they log in?", "When the group last committed."],
        act: [
          "Start the consumers.",
          "An unused group: `{{tools}} kafka-consumer-groups.sh --delete --group GROUP`",
          "Temporary groups of tools: exclude them with `lagExporter.groups.exclude`.",
        ],
      },
    },
    KafkaRecordsExpireUnread: {
      severity: "critical",
      for: "5m",
      threshold: {
        what: "Distance of a group's offset from the oldest record, in percent of what the partition holds",
        unit: "percent",
        default: 10,
        min: 0,
        max: 99,
      },
      expression: ({ of, threshold }) => {
        const exporter = of("lag-exporter");
        const held = `(kafka_topic_partition_current_offset{${exporter}} - kafka_topic_partition_oldest_offset{${exporter}})`;
        return `min by (consumergroup, topic) (100 * (kafka_consumergroup_current_offset{${exporter}} - on (topic, partition) group_left () kafka_topic_partition_oldest_offset{${exporter}}) / on (topic, partition) group_left () (${held} > 1000)) < ${threshold}`;
      },
      summary: "Records of {{ $labels.topic }} will be deleted before {{ $labels.consumergroup }} reads them",
      description:
        "In a partition of {{ $labels.topic }}, {{ $labels.consumergroup }} is only {{ $value | humanize }} % past the oldest record. Retention will delete unread records.",
      runbook: {
        means:
          "The group is so far behind that it reads records just before retention deletes them. Below zero, it has already lost records.",
        look: [
          "The topic's retention, by time and by size: `{{tools}} kafka-configs.sh --describe --entity-type topics --entity-name TOPIC`",
          "Room on the volumes for a longer retention.",
        ],
        act: [
          "Raise `retention.ms` and `retention.bytes` of the topic under `topics` at once. The change takes effect within a minute.",
          "Then let the group catch up, and restore the retention.",
          "A group that reads from the beginning on purpose is fine as long as it is fast.",
        ],
      },
    },
  },
});
