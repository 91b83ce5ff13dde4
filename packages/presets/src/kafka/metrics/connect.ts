import { attributes, type Rule } from "./rule.js";

const connect = "kafka.connect";
const mirror = "kafka.connect.mirror";

/** A worker of Kafka Connect. */
export const connectWorker: readonly Rule[] = [
  ...attributes({
    domain: connect,
    type: "connect-worker-metrics",
    gauges: ["connector-count", "task-count"],
    counters: ["connector-startup-failure-total", "task-startup-failure-total"],
  }),
  ...attributes({
    domain: connect,
    type: "connect-worker-metrics",
    gauges: [
      "connector-total-task-count",
      "connector-running-task-count",
      "connector-failed-task-count",
      "connector-paused-task-count",
      "connector-restarting-task-count",
      "connector-unassigned-task-count",
    ],
    tags: ["connector"],
  }),
  ...attributes({
    domain: connect,
    type: "connect-worker-rebalance-metrics",
    gauges: ["rebalancing", "time-since-last-rebalance-ms"],
    counters: ["completed-rebalances-total"],
  }),
  ...attributes({
    domain: connect,
    type: "task-error-metrics",
    counters: [
      "total-record-errors",
      "total-record-failures",
      "total-records-skipped",
      "deadletterqueue-produce-failures",
    ],
    tags: ["connector", "task"],
  }),
  ...attributes({
    domain: connect,
    type: "source-task-metrics",
    counters: ["source-record-poll-total", "source-record-write-total"],
    tags: ["connector", "task"],
  }),
  ...attributes({
    domain: connect,
    type: "sink-task-metrics",
    counters: ["sink-record-read-total", "sink-record-send-total"],
    tags: ["connector", "task"],
  }),
];

/** MirrorMaker 2: a Connect worker with its own connectors. */
export const mirrorMaker: readonly Rule[] = [
  ...connectWorker,
  ...mirrored("MirrorSourceConnector", ["target", "topic", "partition"], {
    gauges: ["record-age-ms-max", "replication-latency-ms-max", "replication-latency-ms-avg"],
    counters: ["record-count", "byte-count"],
  }),
  ...mirrored("MirrorCheckpointConnector", ["source", "target", "group", "topic", "partition"], {
    gauges: ["checkpoint-latency-ms-max"],
  }),
];

/** MirrorMaker may put the source's alias before the other keys (`add.source.alias.to.metrics`); the pattern skips it. */
function mirrored(
  type: string,
  tags: readonly string[],
  names: { readonly gauges: readonly string[]; readonly counters?: readonly string[] },
): readonly Rule[] {
  return attributes({ domain: mirror, type, tags, ...names }).map((rule) => ({
    ...rule,
    objects: [`${mirror}:type=${type},*`],
    pattern: rule.pattern.replace(", target=", "(?:, source=[^,>]+)?, target="),
  }));
}
