import { atLeast, below, type Panel, plain, type Row } from "./dashboard.js";
import { asAlert, jvmRow, type Shown } from "./panels.js";

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

const perBroker = (view: Shown) => `${view.of("broker")},pod=~"$pod"`;

function overview({ of, scope }: Shown): Row {
  const stat = (rest: Omit<Panel, "kind" | "width" | "unit"> & { readonly unit?: string }): Panel => ({
    unit: "short",
    ...rest,
    kind: "stat",
    width: 3,
  });
  const sum = (metric: string) => [{ expression: `sum(${metric}{${of("broker")}})`, legend: "" }];
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
        queries: [{ expression: `sum(kafka_controller_kafkacontroller_activecontrollercount{${of()}})`, legend: "" }],
      }),
      stat({
        title: "Offline partitions",
        description: "Partitions without a leader: they are neither written nor read.",
        thresholds: below(1),
        queries: [{ expression: `max(kafka_controller_kafkacontroller_offlinepartitionscount{${of()}})`, legend: "" }],
      }),
      stat({
        title: "Below min ISR",
        description: "Partitions that refuse writes with acks=all.",
        thresholds: below(1),
        queries: sum("kafka_server_replicamanager_underminisrpartitioncount"),
      }),
      stat({
        title: "Under-replicated",
        description: "Partitions with a copy out of sync.",
        thresholds: below(1, "orange"),
        queries: sum("kafka_server_replicamanager_underreplicatedpartitions"),
      }),
      stat({
        title: "Partitions",
        description: "Partitions that have a leader, without copies.",
        thresholds: plain,
        queries: sum("kafka_server_replicamanager_leadercount"),
      }),
      stat({
        title: "Messages in",
        description: "Records written a second.",
        unit: "cps",
        thresholds: plain,
        queries: [
          {
            expression: `sum(rate(kafka_server_brokertopicmetrics_messagesin_total{${of("broker")}}[5m]))`,
            legend: "",
          },
        ],
      }),
      stat({
        title: "Versions",
        description: "Versions of Kafka that run; two during an upgrade only.",
        thresholds: below(2, "orange"),
        queries: [{ expression: `count(count by (version) (kafka_server_version{${of()}}))`, legend: "" }],
      }),
    ],
  };
}

function throughput(view: Shown): Row {
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

function latency(view: Shown): Row {
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

function replication(view: Shown): Row {
  const at = perBroker(view);
  const { limit } = view;
  return {
    title: "Replication",
    panels: [
      {
        title: "Under-replicated partitions by leader",
        description: "Partitions of each leader with a copy out of sync.",
        unit: "short",
        thresholds: asAlert(limit("KafkaUnderReplicatedPartitions"), "orange"),
        width: 8,
        queries: [{ expression: `kafka_server_replicamanager_underreplicatedpartitions{${at}}`, legend: "{{pod}}" }],
      },
      {
        title: "Copies that fall out of sync",
        description: "Times within 5 minutes, and how often one came back.",
        unit: "short",
        thresholds: plain,
        width: 8,
        queries: [
          { expression: `sum(increase(kafka_server_replicamanager_isrshrinks_total{${at}}[5m]))`, legend: "out" },
          { expression: `sum(increase(kafka_server_replicamanager_isrexpands_total{${at}}[5m]))`, legend: "back" },
        ],
      },
      {
        title: "Lag of copies",
        description: "Records that the slowest copy of a broker is behind.",
        unit: "short",
        thresholds: asAlert(limit("KafkaReplicaLagHigh"), "orange"),
        width: 8,
        queries: [
          { expression: `kafka_server_replicafetchermanager_maxlag{${at},client_id="Replica"}`, legend: "{{pod}}" },
        ],
      },
      {
        title: "Copied",
        description: "Bytes that brokers send to each other.",
        unit: "Bps",
        thresholds: plain,
        queries: [
          {
            expression: `sum by (pod) (rate(kafka_server_brokertopicmetrics_replicationbytesin_total{${at}}[$__rate_interval]))`,
            legend: "to {{pod}}",
          },
        ],
      },
      {
        title: "Leaders",
        description: "Partitions that each broker leads; roughly alike when all is well.",
        unit: "short",
        thresholds: plain,
        queries: [{ expression: `kafka_server_replicamanager_leadercount{${at}}`, legend: "{{pod}}" }],
      },
    ],
  };
}

function storage(view: Shown): Row {
  const { of, pods, scope, limit } = view;
  const volume = (metric: string) =>
    `kubelet_volume_stats_${metric}{namespace="${scope.namespace}",persistentvolumeclaim=~".*${pods}"}`;
  return {
    title: "Storage",
    panels: [
      {
        title: "Use of volumes",
        description: "Orange and red are where the alerts fire.",
        unit: "percent",
        thresholds: [
          { color: "green", from: null },
          { color: "orange", from: limit("KafkaVolumeFilling") },
          { color: "red", from: limit("KafkaVolumeNearlyFull") },
        ],
        width: 8,
        queries: [
          {
            expression: `100 * (1 - ${volume("available_bytes")} / ${volume("capacity_bytes")})`,
            legend: "{{persistentvolumeclaim}}",
          },
        ],
      },
      {
        title: "Size of topics",
        description: "The ten largest, copies counted.",
        unit: "bytes",
        thresholds: plain,
        width: 8,
        queries: [{ expression: `topk(10, topic:kafka_log_log_size:sum{${of()}})`, legend: "{{topic}}" }],
      },
      {
        title: "Size by broker",
        description: "Logs of each broker; unlike sizes mean that partitions are unevenly spread.",
        unit: "bytes",
        thresholds: plain,
        width: 8,
        queries: [{ expression: `sum by (pod) (kafka_log_log_size{${perBroker(view)}})`, legend: "{{pod}}" }],
      },
    ],
  };
}

function clients(view: Shown): Row {
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
