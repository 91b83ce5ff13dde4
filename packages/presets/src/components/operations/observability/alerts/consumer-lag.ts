import { recorded, type Series } from "../../../../kafka/metrics/measures.js";
import { alertGroup, type GroupLimits, type Measured } from "./alert.js";

/** Lag of a group on a topic, as the recording rules have it. */
export const lagByTopic = "consumergroup_topic:kafka_consumergroup_lag:sum";
/** Records a second that a group gets through. */
export const commitsByTopic = "consumergroup_topic:kafka_consumergroup_current_offset:rate5m";

export function lagOf({ groupLag }: Series) {
  return recorded(lagByTopic, groupLag);
}

/** A PromQL string that matches exactly these texts where it stands as a regular expression. */
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

/** How far consumer groups are behind: by the lag exporter, or by what the Kafka itself measures. */
export const consumerLag = alertGroup({
  name: "consumer-lag",
  title: "Consumer lag",
  alerts: {
    KafkaLagExporterDown: {
      severity: "warning",
      for: "10m",
      expression: ({ of }) => `absent(kafka_brokers{${of("lag-exporter")}})`,
      summary: "Nobody measures consumer lag of {{cluster}}",
      description: "The lag exporter of {{cluster}} has given no metrics for 10 minutes: lag alerts are blind.",
      runbook: {
        means: "The exporter is down, cannot log in, or is not scraped. Consumers may be well or not: nobody knows.",
        look: [
          "`kubectl --namespace {{namespace}} get pods --selector app.kubernetes.io/name=lag-exporter`",
          "Its log: `kubectl --namespace {{namespace}} logs deployment/lag-exporter --tail=50`",
        ],
        act: [
          "*certificate* or *handshake* in the log: the Secret `{{cluster}}-admin` or the CA is not what the brokers trust.",
          "*i/o timeout*: a NetworkPolicy, or no broker runs.",
          "It runs and is not scraped: see `KafkaMetricsAbsent`.",
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
        means: "The group does not keep up: records arrive faster than it gets through them, or it stands still.",
        look: [
          "Does the lag grow or shrink? Dashboard *Consumer lag*.",
          "Members and partitions: `{{tools}} kafka-consumer-groups.sh --describe --group GROUP`",
          "One partition alone: a hot key, or one slow member.",
        ],
        act: [
          "More members help up to the number of partitions; beyond it only more partitions do, and these change which key goes where.",
          "Slow for each record: the consumer's owner looks at what it waits for (databases, other services).",
          "A limit that suits the group: `observability.consumerGroups`.",
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
        means:
          "What the group makes of the records is late by far, and retention may delete records before they are read.",
        look: [
          "How long until retention takes them: the dashboard *Consumer lag*, panel *Left until retention deletes*.",
          "As for `KafkaConsumerLagHigh`.",
        ],
        act: [
          "If retention is near: raise the topic's `retention.ms` now, as long as the disks have room.",
          "Call the consumer's owner.",
          "Where only new records matter, the owner may skip: `kafka-consumer-groups.sh --reset-offsets --to-latest`, with the group stopped.",
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
      summary: "{{ $labels.consumergroup }} falls further and further behind on {{ $labels.topic }}",
      description:
        "The lag of {{ $labels.consumergroup }} on {{ $labels.topic }} has grown for half an hour and is {{ $value | humanize }} records.",
      runbook: {
        means: "The group works, and more slowly than records arrive: without a change it never catches up.",
        look: [
          "Rates in and out: dashboard *Consumer lag*.",
          "Whether the producers write more than usual: dashboard *Kafka*, *Messages in by topic*.",
        ],
        act: [
          "A peak that ends by itself needs nothing but patience.",
          "Otherwise add members, up to the number of partitions.",
        ],
      },
    },
    KafkaConsumerGroupStuck: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Records that wait while the group commits nothing", default: 100, ...records },
      expression: ({ of, threshold }) =>
        `(${lagByTopic}{${of()}} > ${threshold} and ${commitsByTopic}{${of()}} == 0) and on (consumergroup) max by (consumergroup) (kafka_consumergroup_members{${of("lag-exporter")}}) > 0`,
      summary: "{{ $labels.consumergroup }} has members and reads nothing of {{ $labels.topic }}",
      description:
        "{{ $value | humanize }} records of {{ $labels.topic }} wait, and {{ $labels.consumergroup }} has committed nothing for 15 minutes although it has members.",
      runbook: {
        means:
          "Members are there and no offset moves: a record that fails again and again, a rebalance without end, or commits that do not happen.",
        look: [
          "State of the group: `{{tools}} kafka-consumer-groups.sh --describe --state --group GROUP`; *PreparingRebalance* for minutes is a rebalance without end.",
          "The consumer's log: the same exception again and again is a poison record.",
        ],
        act: [
          "Poison record: the owner skips it or sends it to a dead letter topic.",
          "Rebalances: processing takes longer than `max.poll.interval.ms`; fewer records a poll.",
        ],
      },
    },
    KafkaConsumerGroupEmpty: {
      severity: "warning",
      for: "15m",
      threshold: { what: "Records that wait for a group without members", default: 100, ...records },
      expression: ({ of, threshold }) =>
        `${lagByTopic}{${of()}} > ${threshold} and on (consumergroup) max by (consumergroup) (kafka_consumergroup_members{${of("lag-exporter")}}) == 0`,
      summary: "Nobody reads for {{ $labels.consumergroup }}",
      description:
        "{{ $value | humanize }} records of {{ $labels.topic }} wait for {{ $labels.consumergroup }}, which has had no member for 15 minutes.",
      runbook: {
        means: "All consumers of the group are gone, or the group is a leftover of something that was switched off.",
        look: ["Do the consumer's pods run, and can they log in?", "When the group last committed."],
        act: [
          "Start the consumers.",
          "A leftover: `{{tools}} kafka-consumer-groups.sh --delete --group GROUP`",
          "Tools that come and go: exclude them by `lagExporter.groups.exclude`.",
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
        "{{ $labels.consumergroup }} is at {{ $value | humanize }} % of what a partition of {{ $labels.topic }} still holds, from its oldest record on: retention deletes what it has not read.",
      runbook: {
        means:
          "The group is so far behind that it reads what is about to be deleted. Below zero, records are lost to it already.",
        look: [
          "The topic's retention, by time and by size: `{{tools}} kafka-configs.sh --describe --entity-type topics --entity-name TOPIC`",
          "Room on the volumes for a longer one.",
        ],
        act: [
          "Raise `retention.ms` and `retention.bytes` of the topic under `topics` at once; it holds within a minute.",
          "Then make the group catch up, and take the retention back.",
          "A group that reads from the beginning on purpose is no trouble as long as it is fast.",
        ],
      },
    },
  },
});
