import { below, plain, type Row } from "./dashboard.js";
import { asAlert, perBroker, type Shown } from "./panels.js";

/** What goes through the brokers, by broker and by topic. */
export function throughput(view: Shown): Row {
  const { of } = view;
  const rate = (metric: string) =>
    `sum by (pod) (rate(kafka_server_brokertopicmetrics_${metric}_total{${perBroker(view)}}[$__rate_interval]))`;
  const top = (metric: string) => [
    {
      expression: `topk(10, topic:kafka_server_brokertopicmetrics_topic_${metric}:rate5m{${of()}})`,
      legend: "{{topic}}",
    },
  ];
  return {
    title: "Throughput",
    panels: [
      {
        title: "Bytes in by broker",
        description: "What producers write; much more on one broker means that leaders are unevenly spread.",
        unit: "Bps",
        thresholds: plain,
        queries: [{ expression: rate("bytesin"), legend: "{{pod}}" }],
      },
      {
        title: "Bytes out by broker",
        description: "What consumers read, without the copies.",
        unit: "Bps",
        thresholds: plain,
        queries: [{ expression: rate("bytesout"), legend: "{{pod}}" }],
      },
      {
        title: "Messages in by topic",
        description: "The ten topics with most records.",
        unit: "cps",
        thresholds: plain,
        width: 8,
        queries: top("messagesin"),
      },
      {
        title: "Bytes in by topic",
        description: "The ten topics that are written most.",
        unit: "Bps",
        thresholds: plain,
        width: 8,
        queries: top("bytesin"),
      },
      {
        title: "Bytes out by topic",
        description: "The ten topics that are read most.",
        unit: "Bps",
        thresholds: plain,
        width: 8,
        queries: top("bytesout"),
      },
    ],
  };
}

/** How long requests take, and where they wait. */
export function latency(view: Shown): Row {
  const { limit } = view;
  const time = (part: string, request: string) =>
    `kafka_network_requestmetrics_${part}{${perBroker(view)},request="${request}",quantile="0.99"}`;
  const parts = [
    ["requestqueuetimems", "waits for a handler"],
    ["localtimems", "in the broker"],
    ["remotetimems", "waits for copies"],
    ["responsequeuetimems", "waits for a network thread"],
    ["responsesendtimems", "on the way back"],
  ] as const;
  const where = (request: string) =>
    parts.map(([part, legend]) => ({ expression: `max(${time(part, request)})`, legend }));
  return {
    title: "Latency and queues",
    panels: [
      {
        title: "Produce, 99th percentile",
        description: "Time of a write, with the wait for copies.",
        unit: "ms",
        thresholds: asAlert(limit("KafkaProduceSlow"), "orange"),
        queries: [{ expression: time("totaltimems", "Produce"), legend: "{{pod}}" }],
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
        queries: [{ expression: time("localtimems", "FetchConsumer"), legend: "{{pod}}" }],
      },
      {
        title: "Requests",
        description: "Requests a second by kind.",
        unit: "reqps",
        thresholds: plain,
        queries: [
          {
            expression: `sum by (request) (rate(kafka_network_requestmetrics_totaltimems_count_total{${perBroker(view)}}[$__rate_interval]))`,
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
            expression: `100 * kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent{${perBroker(view)}}`,
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
            expression: `100 * kafka_network_socketserver_networkprocessoravgidle_percent{${perBroker(view)}}`,
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
        queries: [
          { expression: `kafka_network_requestchannel_requestqueuesize{${perBroker(view)}}`, legend: "{{pod}}" },
        ],
      },
    ],
  };
}

/** Who connects, and what is refused. */
export function clients(view: Shown): Row {
  const at = perBroker(view);
  const { limit } = view;
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
            expression: `sum by (listener) (kafka_server_socket_server_metrics_connection_count{${at}})`,
            legend: "{{listener}}",
          },
        ],
      },
      {
        title: "New connections",
        description: "Connections made a second; each costs a TLS handshake.",
        unit: "cps",
        thresholds: asAlert(limit("KafkaConnectionChurn"), "orange"),
        width: 8,
        queries: [
          {
            expression: `sum by (pod, listener) (rate(kafka_server_socket_server_metrics_connection_creation_total{${at}}[$__rate_interval]))`,
            legend: "{{pod}} {{listener}}",
          },
        ],
      },
      {
        title: "Failures",
        description: "Requests and log-ins that fail, a second.",
        unit: "reqps",
        thresholds: below(1, "orange"),
        width: 8,
        queries: [
          {
            expression: `sum(rate(kafka_server_brokertopicmetrics_failedproducerequests_total{${at}}[$__rate_interval]))`,
            legend: "produce",
          },
          {
            expression: `sum(rate(kafka_server_brokertopicmetrics_failedfetchrequests_total{${at}}[$__rate_interval]))`,
            legend: "fetch",
          },
          {
            expression: `sum(rate(kafka_server_socket_server_metrics_failed_authentication_total{${at}}[$__rate_interval]))`,
            legend: "log-in",
          },
        ],
      },
    ],
  };
}
