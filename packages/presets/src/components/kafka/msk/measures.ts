import { type Measures, type Select, select } from "../../../kafka/metrics/measures.js";

/**
 * Names of Amazon MSK's open monitoring. Its JMX exporter has no rules: a metric is the MBean's domain, type and attribute, and every other key of
 * the MBean is a label. The node exporter's names are its own.
 *
 * Sources: Amazon Managed Service for Prometheus user guide, "Metrics collected from Amazon MSK"; DataDog/integrations-core, amazon_msk, metrics.py
 * and tests/docker/exporter_jmx/metrics (what MSK's exporter 0.12.0 answers); Amazon MSK developer guide, "Monitor consumer lags"; Apache Kafka
 * documentation, "Monitoring", for the MBeans.
 */
export interface OpenMonitoring {
  readonly metadata: "kraft" | "zookeeper";
  /** Whether the node exporter is on, and brokers have volumes. */
  readonly volumes: boolean;
}

/** Values of `kafka_role`: the brokers' JMX exporters, and the node exporters of the hosts that they run on. */
export const brokerRole = "broker";
export const hostRole = "broker-host";

const value = (type: string, name: string, labels: Readonly<Record<string, string>> = {}) =>
  select(`kafka_${type}_Value`, { name, ...labels });
const counter = (type: string, name: string, labels: Readonly<Record<string, string>> = {}) =>
  select(`kafka_${type}_Count`, { name, ...labels });
/** The same MBeans exist for the whole broker and, with the key `topic`, for each topic. */
const ofBroker = (name: string) => counter("server_BrokerTopicMetrics", name, { topic: "" });
const ofTopic =
  (name: string): Select =>
  (matchers) =>
    counter("server_BrokerTopicMetrics", name)(matchers === "" ? 'topic!=""' : `${matchers},topic!=""`);
const time = (name: string) => select("kafka_network_RequestMetrics_99thPercentile", { name });
const socket = (attribute: string) => select(`kafka_server_socket_server_metrics_${attribute}`);
/** Source: alerts and dashboards for MSK's node exporter name this mount point of the data volume. */
const volume = (metric: string) =>
  select(`node_filesystem_${metric}`, { kafka_role: hostRole, mountpoint: "/kafka/datalogs" });

/** MSK monitors each broker with its own topic and groups. */
const canary = 'groupId!~"amazon[.]msk[.]canary.*"';

const brokers: Measures = {
  brokerState: value("server_KafkaServer", "BrokerState"),

  leaders: value("server_ReplicaManager", "LeaderCount"),
  underReplicated: value("server_ReplicaManager", "UnderReplicatedPartitions"),
  underMinIsr: value("server_ReplicaManager", "UnderMinIsrPartitionCount"),
  atMinIsr: value("server_ReplicaManager", "AtMinIsrPartitionCount"),
  offlineReplicas: value("server_ReplicaManager", "OfflineReplicaCount"),
  isrShrinks: counter("server_ReplicaManager", "IsrShrinksPerSec"),
  isrExpands: counter("server_ReplicaManager", "IsrExpandsPerSec"),
  replicaLag: value("server_ReplicaFetcherManager", "MaxLag", { clientId: "Replica" }),
  failedFetches: value("server_ReplicaFetcherManager", "FailedPartitionsCount"),
  deadFetchers: value("server_ReplicaFetcherManager", "DeadThreadCount"),
  reassigning: value("server_ReplicaManager", "ReassigningPartitions"),
  replicationBytesIn: ofBroker("ReplicationBytesInPerSec"),

  messagesIn: ofBroker("MessagesInPerSec"),
  bytesIn: ofBroker("BytesInPerSec"),
  bytesOut: ofBroker("BytesOutPerSec"),
  topicMessagesIn: ofTopic("MessagesInPerSec"),
  topicBytesIn: ofTopic("BytesInPerSec"),
  topicBytesOut: ofTopic("BytesOutPerSec"),
  logSize: value("log_Log", "Size"),
  failedProduces: ofBroker("FailedProduceRequestsPerSec"),
  failedFetchRequests: ofBroker("FailedFetchRequestsPerSec"),

  totalTime: time("TotalTimeMs"),
  requestQueueTime: time("RequestQueueTimeMs"),
  localTime: time("LocalTimeMs"),
  remoteTime: time("RemoteTimeMs"),
  responseQueueTime: time("ResponseQueueTimeMs"),
  responseSendTime: time("ResponseSendTimeMs"),
  requests: counter("network_RequestMetrics", "TotalTimeMs"),
  handlersIdle: select("kafka_server_KafkaRequestHandlerPool_OneMinuteRate", { name: "RequestHandlerAvgIdlePercent" }),
  networkIdle: value("network_SocketServer", "NetworkProcessorAvgIdlePercent"),
  requestQueue: value("network_RequestChannel", "RequestQueueSize"),

  connections: socket("connection_count"),
  newConnections: socket("connection_creation_total"),
  failedLogins: socket("failed_authentication_total"),
  groupRebalances: select("kafka_server_group_coordinator_metrics_group_completed_rebalance_count"),
  groupLag: (matchers) =>
    `max by (consumergroup, topic) (label_replace(kafka_consumer_group_ConsumerLagMetrics_Value{${matchers},name="SumOffsetLag",${canary}}, "consumergroup", "$1", "groupId", "(.+)"))`,

  offlineLogDirectories: value("log_LogManager", "OfflineLogDirectoryCount"),
  deadCleaners: value("log_LogCleaner", "DeadThreadCount"),
  uncleanablePartitions: value("log_LogCleanerManager", "uncleanable-partitions-count"),

  heapUsed: select("java_lang_Memory_HeapMemoryUsage_used"),
  heapMax: select("java_lang_Memory_HeapMemoryUsage_max"),
  exporterErrors: select("jmx_scrape_error"),
  exporterSeconds: select("jmx_scrape_duration_seconds"),
};

/** With ZooKeeper a broker leads the cluster. KRaft controllers have these MBeans, and no Terraform data source knows their addresses. */
const leader: Measures = {
  activeControllers: value("controller_KafkaController", "ActiveControllerCount"),
  offlinePartitions: value("controller_KafkaController", "OfflinePartitionsCount"),
  partitions: value("controller_KafkaController", "GlobalPartitionCount"),
  misplacedLeaders: value("controller_KafkaController", "PreferredReplicaImbalanceCount"),
  uncleanElections: counter("controller_ControllerStats", "UncleanLeaderElectionsPerSec"),
};

const volumes: Measures = {
  volumeAvailable: volume("avail_bytes"),
  volumeSize: volume("size_bytes"),
  volumeFilesFree: volume("files_free"),
  volumeFiles: volume("files"),
};

export function mskMeasures(monitoring: OpenMonitoring): Measures {
  return {
    ...brokers,
    ...(monitoring.metadata === "zookeeper" ? leader : {}),
    ...(monitoring.volumes ? volumes : {}),
  };
}
