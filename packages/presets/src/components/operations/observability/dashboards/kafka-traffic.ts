import { recorded, type Select } from "../../../../kafka/metrics/measures.js";
import { below, plain, type Row } from "./dashboard.js";
import { asAlert, perBroker, type Shown } from "./panels.js";

/** What goes through the brokers, by broker and by topic. */
export function throughput(view: Shown): Row {
  const { of, series } = view;
  const rate = (counter: Select) => `sum by (pod) (rate(${counter(perBroker(view))}[$__rate_interval]))`;
  const top = (metric: string, counter: Select) => [
    {
      expression: `topk(10, ${recorded(`topic:kafka_server_brokertopicmetrics_topic_${metric}:rate5m`, counter)(of())})`,
      legend: "{{topic}}",
    },
  ];
  return {
    title: "Throughput",
    panels: [
      {
        title: "Bytes in by broker",
        description: "Bytes that producers write; much more on one broker means that leaders are spread unevenly.",
        unit: "Bps",
        thresholds: plain,
        queries: [{ expression: rate(series.bytesIn), legend: "{{pod}}" }],
      },
      {
        title: "Bytes out by broker",
        description: "Bytes that consumers read, without replication.",
        unit: "Bps",
        thresholds: plain,
        queries: [{ expression: rate(series.bytesOut), legend: "{{pod}}" }],
      },
      {
        title: "Messages in by topic",
        description: "The ten topics with most records.",
        unit: "cps",
        thresholds: plain,
        width: 8,
        queries: top("messagesin", series.topicMessagesIn),
      },
      {
        title: "Bytes in by topic",
        description: "The ten topics with the most bytes written.",
        unit: "Bps",
        thresholds: plain,
        width: 8,
        queries: top("bytesin", series.topicBytesIn),
      },
      {
        title: "Bytes out by topic",
        description: "The ten topics with the most bytes read.",
        unit: "Bps",
        thresholds: plain,
        width: 8,
        queries: top("bytesout", series.topicBytesOut),
      },
    ],
  };
}

/** How long requests take, and where they wait. */
export function latency(view: Shown): Row {
  const { limit, series } = view;
  const time = (part: Select, request: string) => part(`${perBroker(view)},request="${request}"`);
  const parts = [
    [series.requestQueueTime, "waits for a handler"],
    [series.localTime, "in the broker"],
    [series.remoteTime, "waits for replicas"],
    [series.responseQueueTime, "waits for a network thread"],
    [series.responseSendTime, "on the way back"],
  ] as const;
  const where = (request: string) =>
    parts.map(([part, legend]) => ({ expression: `max(${time(part, request)})`, legend }));
  return {
    title: "Latency and queues",
    panels: [
      {
        title: "Produce, 99th percentile",
        description: "Time of a write, with the wait for replicas.",
        unit: "ms",
        thresholds: asAlert(limit("KafkaProduceSlow"), "orange"),
        queries: [{ expression: time(series.totalTime, "Produce"), legend: "{{pod}}" }],
      },
      {
        title: "Where a write's time goes",
        description: "The slowest broker's parts of the 99th percentile.",
        unit: "ms",
        thresholds: plain,
        queries: where("Produce"),
      },
      {
        title: "Consumer fetch in the broker, 99th percentile",
        description: "Without the wait for new records; high where old data is read from the disk.",
        unit: "ms",
        thresholds: asAlert(limit("KafkaFetchSlow"), "orange"),
        queries: [{ expression: time(series.localTime, "FetchConsumer"), legend: "{{pod}}" }],
      },
      {
        title: "Requests",
        description: "Requests a second by kind.",
        unit: "reqps",
        thresholds: plain,
        queries: [
          {
            expression: `sum by (request) (rate(${series.requests(perBroker(view))}[$__rate_interval]))`,
            legend: "{{request}}",
          },
        ],
      },
      {
        title: "Request handlers idle",
        description: "Share of the time that I/O threads have nothing to do.",
        unit: "percent",
        thresholds: [
          { color: "red", from: null },
          { color: "green", from: limit("KafkaRequestHandlersBusy") },
        ],
        width: 8,
        queries: [
          {
            expression: `100 * ${series.handlersIdle(perBroker(view))}`,
            legend: "{{pod}}",
          },
        ],
      },
      {
        title: "Network threads idle",
        description: "Share of the time that network threads have nothing to do.",
        unit: "percent",
        thresholds: [
          { color: "red", from: null },
          { color: "green", from: limit("KafkaNetworkThreadsBusy") },
        ],
        width: 8,
        queries: [
          {
            expression: `100 * ${series.networkIdle(perBroker(view))}`,
            legend: "{{pod}}",
          },
        ],
      },
      {
        title: "Requests that wait",
        description: "Length of the queue in front of the handlers; at 500 the broker stops reading.",
        unit: "short",
        thresholds: asAlert(limit("KafkaRequestQueueLong"), "orange"),
        width: 8,
        queries: [{ expression: series.requestQueue(perBroker(view)), legend: "{{pod}}" }],
      },
    ],
  };
}

/** Connections and refusals. */
export function clients(view: Shown): Row {
  const at = perBroker(view);
  const { limit, series } = view;
  return {
    title: "Clients",
    panels: [
      {
        title: "Connections",
        description: "Open connections by listener.",
        unit: "short",
        thresholds: plain,
        width: 8,
        queries: [
          {
            expression: `sum by (listener) (${series.connections(at)})`,
            legend: "{{listener}}",
          },
        ],
      },
      {
        title: "New connections",
        description: "New connections a second; each costs a TLS handshake.",
        unit: "cps",
        thresholds: asAlert(limit("KafkaConnectionChurn"), "orange"),
        width: 8,
        queries: [
          {
            expression: `sum by (pod, listener) (rate(${series.newConnections(at)}[$__rate_interval]))`,
            legend: "{{pod}} {{listener}}",
          },
        ],
      },
      {
        title: "Failures",
        description: "Failed requests and logins a second.",
        unit: "reqps",
        thresholds: below(1, "orange"),
        width: 8,
        queries: [
          {
            expression: `sum(rate(${series.failedProduces(at)}[$__rate_interval]))`,
            legend: "produce",
          },
          {
            expression: `sum(rate(${series.failedFetchRequests(at)}[$__rate_interval]))`,
            legend: "fetch",
          },
          {
            expression: `sum(rate(${series.failedLogins(at)}[$__rate_interval]))`,
            legend: "log-in",
          },
        ],
      },
    ],
  };
}
