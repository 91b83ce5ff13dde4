import { alertGroup, hosted, inPods } from "./alert.js";

const perSecond = { unit: "per second", min: 0, max: 1_000_000 } as const;

/** How long requests take, where they wait, and which fail. */
export const latency = alertGroup({
  name: "latency",
  title: "Latency and queues",
  alerts: {
    KafkaRequestHandlersBusy: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Idle share of the request handlers", unit: "percent", default: 30, min: 1, max: 100 },
      expression: ({ of, series, threshold }) => `100 * ${series.handlersIdle(of("broker"))} < ${threshold}`,
      summary: "Request handlers of {{ $labels.pod }} are busy",
      description:
        "Request handlers of {{ $labels.pod }} have been idle only {{ $value | humanize }} % of the time for 10 minutes; below 30 % requests begin to wait.",
      runbook: {
        means:
          "The threads that read and write the logs (`num.io.threads`) are almost always busy. Latency rises for all clients.",
        look: [
          "What they do: `{{measure:localTime}}` by request; high for Produce means the disk or compression, high for FetchConsumer means consumers of old data.",
          inPods("CPU of the pod, and CPU throttling if the pod has a limit."),
        ],
        act: [
          "Clients with tiny batches cause the most work: raise `linger.ms` and `batch.size`.",
          "A broker that recompresses batches does double work: let topics keep the producer's codec.",
          "More CPU, then more `num.io.threads`; or more brokers.",
        ],
      },
    },
    KafkaNetworkThreadsBusy: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Idle share of the network threads", unit: "percent", default: 30, min: 1, max: 100 },
      expression: ({ of, series, threshold }) => `100 * ${series.networkIdle(of("broker"))} < ${threshold}`,
      summary: "Network threads of {{ $labels.pod }} are busy",
      description:
        "Network threads of {{ $labels.pod }} have been idle only {{ $value | humanize }} % of the time for 10 minutes.",
      runbook: {
        means:
          "The threads that read and write sockets (`num.network.threads`) are saturated; with TLS they also encrypt.",
        look: [
          "Connections, and how many are new: `{{measure:newConnections}}`.",
          "Bytes out: many consumers of one topic multiply them.",
        ],
        act: [
          "Find clients that keep reconnecting (see `KafkaConnectionChurn`).",
          "Raise `num.network.threads`, with CPU for them.",
        ],
      },
    },
    KafkaRequestQueueLong: {
      severity: "warning",
      for: "5m",
      threshold: { what: "Requests that wait for a handler", unit: "count", default: 100, min: 1, max: 100_000 },
      expression: ({ of, series, threshold }) => `${series.requestQueue(of("broker"))} > ${threshold}`,
      summary: "{{ $value }} requests wait in {{ $labels.pod }}",
      description:
        "{{ $value }} requests have waited for a handler in {{ $labels.pod }} for 5 minutes; at `queued.max.requests` (500) it stops reading from clients.",
      runbook: {
        means:
          "Requests arrive faster than the handlers process them. At 500 the network threads block, and clients time out.",
        look: [
          "Idle share of the handlers, and local times by request.",
          inPods("A disk that stalls: `kubelet_volume_stats_…`, and the volume's own metrics in CloudWatch."),
        ],
        act: [
          "As for `KafkaRequestHandlersBusy`.",
          "If only one broker is slow, move leaders away from it until it recovers.",
        ],
      },
    },
    KafkaProduceSlow: {
      severity: "warning",
      for: "10m",
      threshold: {
        what: "99th percentile of a produce request's time",
        unit: "milliseconds",
        default: 200,
        min: 1,
        max: 600_000,
      },
      expression: ({ of, series, threshold }) => {
        const produce = `${of("broker")},request="Produce"`;
        return `${series.totalTime(produce)} > ${threshold} and on (pod) rate(${series.requests(produce)}[5m]) > 0`;
      },
      summary: "Writes to {{ $labels.pod }} are slow",
      description:
        "One of a hundred produce requests to {{ $labels.pod }} has taken {{ $value | humanize }} ms or more for 10 minutes.",
      runbook: {
        means: "Producers wait. The dashboard *Kafka*, row *Latency*, shows where the time goes.",
        look: [
          "Remote time is high: replicas are slow (`acks=all` waits for the slowest in-sync replica).",
          "Local time is high: disk or compression.",
          "Queue time is high: handlers are busy.",
        ],
        act: [
          "Remote: check the other brokers' disks, CPU and network, and look for a slow zone.",
          "Local: more throughput for the volumes (gp3 can be raised while in use).",
          "If it will last, tell the producers' owners: `delivery.timeout.ms` decides when producers give up on records.",
        ],
      },
    },
    KafkaFetchSlow: {
      severity: "warning",
      for: "10m",
      threshold: {
        what: "99th percentile of the time that a consumer's fetch takes in the broker itself, without the wait for records",
        unit: "milliseconds",
        default: 200,
        min: 1,
        max: 600_000,
      },
      expression: ({ of, series, threshold }) => {
        const fetch = `${of("broker")},request="FetchConsumer"`;
        return `${series.localTime(fetch)} > ${threshold} and on (pod) rate(${series.requests(fetch)}[5m]) > 0`;
      },
      summary: "Reads from {{ $labels.pod }} are slow",
      description:
        "One of a hundred fetches has kept {{ $labels.pod }} busy for {{ $value | humanize }} ms or more for 10 minutes: it reads from the disk.",
      runbook: {
        means:
          "Brokers normally serve fetches from memory. Now they read from the disk: a consumer reads data that is no longer in the page cache, and evicts data that the others need.",
        look: [
          "Groups with a large lag: the dashboard *Consumer lag*.",
          "Read throughput of the volume against its limit.",
        ],
        act: [
          "Limit the consumer that catches up with a quota (`consumer_byte_rate`).",
          "Give the broker more memory outside the heap, for the page cache.",
        ],
      },
    },
    KafkaProduceFailing: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Failed produce requests", default: 1, ...perSecond },
      expression: ({ of, series, threshold }) =>
        `sum by (pod) (rate(${series.failedProduces(of("broker"))}[5m])) > ${threshold}`,
      summary: "Writes to {{ $labels.pod }} fail",
      description: "{{ $value | humanize }} produce requests a second have failed at {{ $labels.pod }} for 10 minutes.",
      runbook: {
        means:
          "The broker refuses writes: too few in-sync replicas, a record that is too large, no permission, or a partition that it no longer leads.",
        look: [
          inPods("Which topics: `kafka_server_brokertopicmetrics_topic_failedproducerequests_total` by topic."),
          "Partitions below `min.insync.replicas`: see `KafkaUnderMinIsrPartitions`.",
          "Denials in the authorizer's log.",
        ],
        act: [
          "NOT_ENOUGH_REPLICAS: recover the missing replicas.",
          "RECORD_TOO_LARGE: the producer's `max.request.size` and the topic's `max.message.bytes` must match.",
          "Denied: add the ACL under `users`, or tell the client's owner.",
        ],
      },
    },
    KafkaFetchFailing: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Failed fetch requests", default: 1, ...perSecond },
      expression: ({ of, series, threshold }) =>
        `sum by (pod) (rate(${series.failedFetchRequests(of("broker"))}[5m])) > ${threshold}`,
      summary: "Reads from {{ $labels.pod }} fail",
      description: "{{ $value | humanize }} fetch requests a second have failed at {{ $labels.pod }} for 10 minutes.",
      runbook: {
        means:
          "Consumers or other brokers request deleted offsets, or partitions that this broker no longer leads, or the broker cannot read its log.",
        look: [
          inPods("Which topics: `kafka_server_brokertopicmetrics_topic_failedfetchrequests_total`."),
          "`OffsetOutOfRange` in the consumers' logs: they fell behind retention, see `KafkaRecordsExpireUnread`.",
          "`CorruptRecordException` or I/O errors in the broker's log.",
        ],
        act: [
          "Out of range: the consumer's owner decides where to continue. Raise the topic's retention meanwhile.",
          "I/O errors: see `KafkaLogDirectoryOffline`.",
        ],
      },
    },
    KafkaAuthenticationFailing: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Failed log-ins", default: 1, ...perSecond },
      expression: ({ of, series, threshold }) =>
        `sum by (pod, listener) (rate(${series.failedLogins(of("broker"))}[5m])) > ${threshold}`,
      summary: "Logins at {{ $labels.listener }} of {{ $labels.pod }} fail",
      description:
        "{{ $value | humanize }} logins a second have failed at the listener {{ $labels.listener }} of {{ $labels.pod }} for 10 minutes.",
      runbook: {
        means: "A client keeps trying a wrong password or an untrusted certificate, or somebody is guessing passwords.",
        look: [
          "Addresses and reasons: `{{log}} | grep -i 'failed authentication'`",
          "Whether it began when a password or a CA was renewed.",
        ],
        act: [
          "If the password changed, restart the client's pods so that they read the Secret again.",
          hosted("An unknown address: close its network, and tell the security team."),
          inPods(
            "An unknown address: narrow `kafkaCluster.external.sources` or the NetworkPolicy, and tell the security team.",
          ),
        ],
      },
    },
    KafkaConnectionChurn: {
      severity: "warning",
      for: "15m",
      threshold: { what: "New connections", default: 20, ...perSecond },
      expression: ({ of, series, threshold }) =>
        `sum by (pod, listener) (rate(${series.newConnections(of("broker"))}[5m])) > ${threshold}`,
      summary: "Clients of {{ $labels.pod }} keep reconnecting",
      description:
        "For 15 minutes the listener {{ $labels.listener }} of {{ $labels.pod }} has had {{ $value | humanize }} new connections a second. Each costs a TLS handshake.",
      runbook: {
        means:
          "Connections should last for hours. A client that opens one for each record, or crashes in a loop, uses CPU that others need.",
        look: [
          "Which clients: addresses in the log at level DEBUG, or the source pods in the VPC flow logs.",
          "Crash loops among the clients: `kubectl get pods -A | grep -i crash`",
        ],
        act: [
          "Use one producer for the whole process, and keep it open.",
          "Until it is fixed: set `max.connection.creation.rate` for the listener.",
        ],
      },
    },
  },
});
