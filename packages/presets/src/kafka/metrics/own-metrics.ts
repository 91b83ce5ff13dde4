import type { ClusterScope, KafkaMetrics } from "./kafka-metrics.js";
import { type Measures, type Select, select } from "./measures.js";

/** Pods of the cluster's nodes, as a regular expression: both engines end their names in the node's id. */
export function nodePods({ cluster }: Pick<ClusterScope, "cluster">): string {
  return `${cluster}-(broker|controller|zookeeper)-[0-9]+`;
}

const manager = (name: string) => select(`kafka_server_replicamanager_${name}`);
const controller = (name: string) => select(`kafka_controller_kafkacontroller_${name}`);
const broker = (name: string) => select(`kafka_server_brokertopicmetrics_${name}_total`);
const time = (name: string) => select(`kafka_network_requestmetrics_${name}`, { quantile: "0.99" });
const socket = (name: string) => select(`kafka_server_socket_server_metrics_${name}`);

/** Measures of processes that run with this project's JMX exporter rules; `rules.ts` makes these names. */
export const agentMeasures = {
  activeControllers: controller("activecontrollercount"),
  offlinePartitions: controller("offlinepartitionscount"),
  partitions: controller("globalpartitioncount"),
  misplacedLeaders: controller("preferredreplicaimbalancecount"),
  uncleanElections: select("kafka_controller_controllerstats_uncleanleaderelections_total"),
  brokerState: select("kafka_server_kafkaserver_brokerstate"),
  versions: select("kafka_server_version"),

  leaders: manager("leadercount"),
  underReplicated: manager("underreplicatedpartitions"),
  underMinIsr: manager("underminisrpartitioncount"),
  atMinIsr: manager("atminisrpartitioncount"),
  offlineReplicas: manager("offlinereplicacount"),
  isrShrinks: manager("isrshrinks_total"),
  isrExpands: manager("isrexpands_total"),
  replicaLag: select("kafka_server_replicafetchermanager_maxlag", { client_id: "Replica" }),
  failedFetches: select("kafka_server_replicafetchermanager_failedpartitionscount"),
  deadFetchers: select("kafka_server_replicafetchermanager_deadthreadcount"),
  reassigning: manager("reassigningpartitions"),
  replicationBytesIn: broker("replicationbytesin"),

  messagesIn: broker("messagesin"),
  bytesIn: broker("bytesin"),
  bytesOut: broker("bytesout"),
  topicMessagesIn: broker("topic_messagesin"),
  topicBytesIn: broker("topic_bytesin"),
  topicBytesOut: broker("topic_bytesout"),
  logSize: select("kafka_log_log_size"),
  failedProduces: broker("failedproducerequests"),
  failedFetchRequests: broker("failedfetchrequests"),

  totalTime: time("totaltimems"),
  requestQueueTime: time("requestqueuetimems"),
  localTime: time("localtimems"),
  remoteTime: time("remotetimems"),
  responseQueueTime: time("responsequeuetimems"),
  responseSendTime: time("responsesendtimems"),
  requests: select("kafka_network_requestmetrics_totaltimems_count_total"),
  handlersIdle: select("kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent"),
  networkIdle: select("kafka_network_socketserver_networkprocessoravgidle_percent"),
  requestQueue: select("kafka_network_requestchannel_requestqueuesize"),

  connections: socket("connection_count"),
  newConnections: socket("connection_creation_total"),
  failedLogins: socket("failed_authentication_total"),
  groupRebalances: select("kafka_server_group_coordinator_metrics_group_completed_rebalance_count_total"),

  offlineLogDirectories: select("kafka_log_logmanager_offlinelogdirectorycount"),
  deadCleaners: select("kafka_log_logcleaner_deadthreadcount"),
  uncleanablePartitions: select("kafka_log_logcleanermanager_uncleanable_partitions_count"),

  heapUsed: select("jvm_memory_used_bytes", { area: "heap" }),
  heapMax: select("jvm_memory_max_bytes", { area: "heap" }),
  gcSeconds: select("jvm_gc_collection_seconds_sum"),
  gcCount: select("jvm_gc_collection_seconds_count"),
  deadlockedThreads: select("jvm_threads_deadlocked"),
  openFiles: select("process_open_fds"),
  maxFiles: select("process_max_fds"),
  cpuSeconds: select("process_cpu_seconds_total"),
  exporterErrors: select("jmx_scrape_error"),
  exporterSeconds: select("jmx_scrape_duration_seconds"),
} as const satisfies Measures;

/** What Kubernetes and Strimzi know of a cluster in pods, by metrics that `others.ts` lists. They know the namespace alone. */
function clusterMeasures(scope: ClusterScope): Measures {
  const { cluster, namespace } = scope;
  const pods = nodePods(scope);
  const volume =
    (metric: string): Select =>
    () =>
      // Claims end in the pod's name with both engines.
      `kubelet_volume_stats_${metric}{namespace="${namespace}",persistentvolumeclaim=~".*${pods}"}`;
  const pod =
    (metric: string): Select =>
    (matchers) =>
      `${metric}{namespace="${namespace}",pod=~"${pods}"${matchers === "" ? "" : `,${matchers}`}}`;
  const resource =
    (kind: string): Select =>
    (matchers) =>
      `strimzi_kafka_${kind}_resource_info{exported_namespace="${namespace}",${matchers}}`;
  const certManager = ["namespace", "exported_namespace"].map(
    (label) => `certmanager_certificate_expiration_timestamp_seconds{${label}="${namespace}"}`,
  );
  const strimzi = `strimzi_certificate_expiration_timestamp_ms{kafka_cluster="${cluster}",cluster="${cluster}",resource_namespace="${namespace}"} / 1000`;
  return {
    volumeAvailable: volume("available_bytes"),
    volumeSize: volume("capacity_bytes"),
    volumeFilesFree: volume("inodes_free"),
    volumeFiles: volume("inodes"),
    podRestarts: pod("kube_pod_container_status_restarts_total"),
    podTerminations: pod("kube_pod_container_status_last_terminated_reason"),
    certificateExpiry: () => `(${[...certManager, `max by (type) (${strimzi})`].join(" or ")})`,
    topicResources: resource("topic"),
    userResources: resource("user"),
    connectorResources: resource("connector"),
  };
}

/** What can be measured of a Kafka in pods of this project's making. */
export const ownMetrics: KafkaMetrics = {
  node: "pod",
  measures: (scope) => ({ ...agentMeasures, ...clusterMeasures(scope) }),
  volumeLabel: "persistentvolumeclaim",
  targets: [],
  log: "kubectl --namespace {{namespace}} logs POD",
};
