import { alertGroup, hosted, inPods, ofEveryProcess } from "./alert.js";

/** Heap, garbage collection, threads and files of every JVM. */
export const jvm = alertGroup({
  name: "jvm",
  title: "JVM",
  alerts: {
    KafkaHeapHigh: {
      severity: "warning",
      for: "10m",
      threshold: {
        what: "Heap that is in use even at its lowest within 15 minutes",
        unit: "percent",
        default: 85,
        min: 1,
        max: 100,
      },
      expression: (measured) =>
        ofEveryProcess(
          measured,
          ({ heapUsed, heapMax }, all) =>
            `100 * min_over_time(${heapUsed(all)}[15m]) / (${heapMax(all)} > 0) > ${measured.threshold}`,
        ),
      summary: "The heap of {{ $labels.pod }} stays full",
      description:
        "The heap of {{ $labels.pod }} has not been below {{ $value | humanize }} % for 15 minutes. Garbage collection frees no more memory.",
      runbook: {
        means: "The live objects hardly fit into the heap. Next come long collections, then OutOfMemoryError.",
        look: [
          "What uses the heap: partitions, connections, groups, transactional ids (`transactional.id.expiration.ms` is 7 days).",
          inPods("A histogram: `kubectl --namespace {{namespace}} exec POD -- jcmd 1 GC.class_histogram | head -30`"),
        ],
        act: [
          hosted("Use a larger instance type: it gives the heap its size."),
          inPods("Raise `heap`, and `memory` with it: the page cache needs its share."),
          "Clients that use a new transactional id each time: tell their owner.",
        ],
      },
    },
    KafkaGcTimeHigh: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Time spent in garbage collection", unit: "percent", default: 10, min: 1, max: 100 },
      expression: (measured) =>
        ofEveryProcess(
          measured,
          ({ gcSeconds }, all) => `100 * sum by (pod) (rate(${gcSeconds(all)}[5m])) > ${measured.threshold}`,
        ),
      summary: "{{ $labels.pod }} is busy collecting garbage",
      description:
        "{{ $labels.pod }} has spent {{ $value | humanize }} % of its time in garbage collection for 10 minutes.",
      runbook: {
        means:
          "During a collection the process does not answer. Usually the heap is too small, or a client creates garbage fast.",
        look: [
          "Heap before and after: the dashboard *Kafka*, row *JVM*.",
          "Requests with many partitions or large batches; message conversion.",
        ],
        act: ["As for `KafkaHeapHigh`.", "A single client: limit it with a quota."],
      },
    },
    KafkaGcPausesLong: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Mean pause of a collection", unit: "milliseconds", default: 500, min: 1, max: 600_000 },
      expression: (measured) =>
        ofEveryProcess(
          measured,
          ({ gcSeconds, gcCount }, all) =>
            `1000 * sum by (pod) (rate(${gcSeconds(all)}[5m])) / (sum by (pod) (rate(${gcCount(all)}[5m])) > 0) > ${measured.threshold}`,
        ),
      summary: "Garbage collections stop {{ $labels.pod }} for a long time",
      description:
        "For 10 minutes, garbage collections have stopped {{ $labels.pod }} for {{ $value | humanize }} ms on average.",
      runbook: {
        means:
          "While it is stopped, a broker sends no heartbeats and fetches nothing. Sessions end and replicas fall out of sync.",
        look: [
          "Whether the node swaps, or the container has no CPU left. Both make pauses many times longer.",
          "Full collections: `jvm_gc_collection_seconds_count` by `gc`.",
        ],
        act: [
          "More CPU first; then more heap. With G1, `MaxGCPauseMillis` is 20 by default in Kafka and needs spare heap.",
        ],
      },
    },
    KafkaThreadsDeadlocked: {
      severity: "critical",
      for: "2m",
      expression: (measured) =>
        ofEveryProcess(measured, ({ deadlockedThreads }, all) => `${deadlockedThreads(all)} > 0`),
      summary: "{{ $labels.pod }} has deadlocked threads",
      description: "{{ $value }} threads of {{ $labels.pod }} are in a deadlock, which never ends by itself.",
      runbook: {
        means:
          "This is a bug: each of two threads holds a lock that the other waits for. A part of the process is blocked, and probes may not notice.",
        look: [
          "First save the evidence: `kubectl --namespace {{namespace}} exec POD -- jcmd 1 Thread.print > threads.txt`",
        ],
        act: [
          "Restart the pod.",
          "Search Kafka's issue tracker for the threads' names, and upgrade to a release with a fix.",
        ],
      },
    },
    KafkaFileDescriptorsLow: {
      severity: "warning",
      for: "10m",
      threshold: { what: "Open files and sockets, of those allowed", unit: "percent", default: 80, min: 1, max: 100 },
      expression: (measured) =>
        ofEveryProcess(
          measured,
          ({ openFiles, maxFiles }, all) => `100 * ${openFiles(all)} / ${maxFiles(all)} > ${measured.threshold}`,
        ),
      summary: "{{ $labels.pod }} runs out of file descriptors",
      description:
        "{{ $labels.pod }} uses {{ $value | humanize }} % of its file descriptors. Without free ones it accepts no connections and opens no segments.",
      runbook: {
        means: "Every connection uses one, every segment about three.",
        look: [
          "Connections against partitions: `kafka_server_socket_server_metrics_connection_count`, `kafka_server_replicamanager_partitioncount`.",
        ],
        act: [
          "Clients that leak connections: see `KafkaConnectionChurn`.",
          "Raise the limit of the node's container runtime (`LimitNOFILE` of containerd).",
        ],
      },
    },
  },
});
