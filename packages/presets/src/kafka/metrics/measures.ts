/**
 * The measures of a Kafka for alerts, recording rules and dashboards, independent of the metrics' names in its exporter. A measure is a gauge, or a counter
 * if its text says so. By default it has one series for each node, with the labels `kafka_cluster`, `kafka_role` and `pod`.
 */
export const measureTexts = {
  activeControllers: "1 on the node that leads the cluster, else 0",
  offlinePartitions: "partitions without a leader",
  partitions: "partitions of the cluster",
  misplacedLeaders: "partitions that their preferred broker does not lead",
  uncleanElections: "elections of a leader that was not in sync: a counter",
  brokerState: "state of a broker: 2 while it recovers its logs, 3 while it runs",
  versions: "1 for each node, with its Kafka version in the label `version`",

  leaders: "partitions that a broker leads",
  underReplicated: "partitions of a leader with a replica out of sync",
  underMinIsr: "partitions of a leader below `min.insync.replicas`",
  atMinIsr: "partitions of a leader at `min.insync.replicas`",
  offlineReplicas: "replicas of a broker whose log directory failed",
  isrShrinks: "times that a replica fell out of sync: a counter",
  isrExpands: "times that a replica came back in sync: a counter",
  replicaLag: "records that the slowest replica of a broker is behind",
  failedFetches: "partitions that a broker no longer replicates",
  deadFetchers: "replication threads that ended",
  reassigning: "partitions of a leader that are being moved",
  replicationBytesIn: "bytes replicated to a broker: a counter",

  messagesIn: "records written to a broker: a counter",
  bytesIn: "bytes written to a broker: a counter",
  bytesOut: "bytes that consumers read from a broker: a counter",
  topicMessagesIn: "records written, by the label `topic`: a counter",
  topicBytesIn: "bytes written, by the label `topic`: a counter",
  topicBytesOut: "bytes that consumers read, by the label `topic`: a counter",
  logSize: "bytes of a replica's log, by the labels `topic` and `partition`",
  failedProduces: "produce requests that failed: a counter",
  failedFetchRequests: "fetch requests that failed: a counter",

  totalTime: "99th percentile of a request's time in milliseconds, by the label `request`",
  requestQueueTime: "99th percentile of the wait for a request handler in milliseconds, by the label `request`",
  localTime: "99th percentile of the time in the broker itself in milliseconds, by the label `request`",
  remoteTime: "99th percentile of the wait for other brokers in milliseconds, by the label `request`",
  responseQueueTime: "99th percentile of the wait for a network thread in milliseconds, by the label `request`",
  responseSendTime: "99th percentile of the time to send the response in milliseconds, by the label `request`",
  requests: "requests, by the label `request`: a counter",
  handlersIdle: "share of the time that request handlers are idle, 0 to 1",
  networkIdle: "share of the time that network threads are idle, 0 to 1",
  requestQueue: "requests that wait for a handler",

  connections: "open connections, by the label `listener`",
  newConnections: "connections made, by the label `listener`: a counter",
  failedLogins: "logins that failed, by the label `listener`: a counter",
  groupRebalances: "rebalances of consumer groups that ended: a counter",
  groupLag: "records that a consumer group is behind, by the labels `consumergroup` and `topic`; never behind a range",

  volumeAvailable: "bytes that are free on a node's data volume",
  volumeSize: "bytes of a node's data volume",
  volumeFilesFree: "inodes that are free on a node's data volume",
  volumeFiles: "inodes of a node's data volume",
  offlineLogDirectories: "log directories of a broker that failed",
  deadCleaners: "log cleaner threads that ended",
  uncleanablePartitions: "partitions that the log cleaner has given up",

  heapUsed: "bytes of the heap in use",
  heapMax: "bytes that the heap may have",
  gcSeconds: "seconds that garbage collections took: a counter",
  gcCount: "garbage collections: a counter",
  deadlockedThreads: "threads in a deadlock",
  openFiles: "file descriptors in use",
  maxFiles: "file descriptors that a process may have",
  cpuSeconds: "seconds of CPU that a process took: a counter",
  exporterErrors: "1 where the JMX exporter could not read all MBeans",
  exporterSeconds: "seconds that the JMX exporter takes for a scrape",

  podRestarts: "restarts of a node's containers: a counter",
  podTerminations: "1 with the label `reason` of the last end of a node's container",
  certificateExpiry: "time at which a certificate of the cluster expires, in seconds since 1970; never behind a range",
  topicResources: "1 for each topic resource of an operator, with the labels `name` and `ready`",
  userResources: "1 for each user resource of an operator, with the labels `name` and `ready`",
  connectorResources: "1 for each connector resource of an operator, with the labels `name` and `ready`",
} as const;

export type Measure = keyof typeof measureTexts;
export const measureNames = Object.keys(measureTexts) as Measure[];

/** The series of a measure that match, as PromQL: `select('kafka_role="broker"')`. A range may follow it. */
export type Select = (matchers: string) => string;

/** How a Kafka's measures are asked for; it has no others. */
export type Measures = Readonly<Partial<Record<Measure, Select>>>;

/** Every measure, including those that the Kafka lacks. `isMeasured` recognises an expression with a missing measure. */
export type Series = Readonly<Record<Measure, Select>>;

/** A metric and the labels that single out the measure: `select("kafka_server_ReplicaManager_Value", { name: "LeaderCount" })`. */
export function select(metric: string, labels: Readonly<Record<string, string>> = {}): Select {
  const own = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return (matchers) => `${metric}{${[...(matchers === "" ? [] : [matchers]), ...own].join(",")}}`;
}

/** Marks the name of a missing measure in an expression. Neither PromQL nor a user's quoted text can contain the mark. */
const mark = "\u0000";
const marked = new RegExp(`${mark}([^${mark}]+)${mark}`, "g");

/** Stands in an expression for a measure or a role that is not there. */
export function lacking(name: string): string {
  return `${mark}${name}${mark}`;
}

/** Measures and roles that an expression asks for and that are not there. */
export function lackedBy(expression: string): string[] {
  return [...new Set([...expression.matchAll(marked)].map(([, name = ""]) => name))];
}

export function seriesOf(measures: Measures): Series {
  return Object.fromEntries(
    measureNames.map((name): [Measure, Select] => [name, measures[name] ?? (() => lacking(name))]),
  ) as Record<Measure, Select>;
}

/** A measure that a recording rule stores under a new name. */
export function recorded(record: string, measure: Select): Select {
  return (matchers) => (isMeasured(measure("")) ? `${record}{${matchers}}` : measure(matchers));
}

export function isMeasured(expression: string): boolean {
  return lackedBy(expression).length === 0;
}

/** Expressions joined by `or`, without those that the Kafka cannot measure; all of them if none would remain. */
export function anyOf(expressions: readonly string[]): string {
  const measured = expressions.filter(isMeasured);
  return (measured.length > 0 ? measured : expressions).join(" or ");
}
