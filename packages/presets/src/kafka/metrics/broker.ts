import { attributes, gauges, measured, meters, percentiles, type Rule, shares, type Yammer } from "./rule.js";

const server = "kafka.server";
const controller = "kafka.controller";
const network = "kafka.network";
const log = "kafka.log";

/** Requests whose times decide what clients see, and how far copies are behind. */
const timed = ["Produce", "FetchConsumer", "FetchFollower"] as const;
/** The parts of a request's time: waiting for a thread, the disk, other brokers, and the response. */
const parts = ["RequestQueueTimeMs", "LocalTimeMs", "RemoteTimeMs", "ResponseQueueTimeMs", "ResponseSendTimeMs"];

const times = (names: readonly string[]): Yammer => ({
  domain: network,
  type: "RequestMetrics",
  names,
  tags: ["request"],
});
const ofTimed = (rule: Rule): Rule => ({
  ...rule,
  objects: rule.objects.flatMap((object) => timed.map((request) => object.replace("request=*", `request=${request}`))),
});

const requestTimes: readonly Rule[] = [
  percentiles(times(["TotalTimeMs"]), [50, 99, 999]),
  measured(times(["TotalTimeMs"])),
  percentiles(times(parts)),
].map(ofTimed);

/** What the brokers and the KRaft controllers both have: they are one program. */
export const node: readonly Rule[] = [
  {
    objects: ["kafka.server:type=app-info,id=*"],
    pattern: "^kafka\\.server<type=app-info, id=(.+)><>Version: (.+)",
    name: "kafka_server_version",
    type: "GAUGE",
    labels: { version: "$2" },
    value: 1,
  },
  shares({ domain: server, type: "KafkaRequestHandlerPool", names: ["RequestHandlerAvgIdlePercent"] }, "OneMinuteRate"),
  gauges({ domain: network, type: "RequestChannel", names: ["RequestQueueSize", "ResponseQueueSize"] }),
  shares({ domain: network, type: "SocketServer", names: ["NetworkProcessorAvgIdlePercent"] }, "Value"),
  ...attributes({
    domain: server,
    type: "socket-server-metrics",
    gauges: ["connection-count"],
    counters: ["connection-creation-total", "failed-authentication-total", "successful-authentication-total"],
    tags: ["listener", "networkProcessor"],
  }),
  percentiles({ domain: log, type: "LogFlushStats", names: ["LogFlushRateAndTimeMs"] }),
];

/** KRaft, as a controller and as a broker that follows sees it. */
export const raft: readonly Rule[] = [
  ...attributes({
    domain: server,
    type: "raft-metrics",
    gauges: [
      "current-leader",
      "current-epoch",
      "high-watermark",
      "log-end-offset",
      "commit-latency-avg",
      "commit-latency-max",
      "election-latency-avg",
      "election-latency-max",
      "append-records-rate",
      "number-unknown-voter-connections",
      "poll-idle-ratio-avg",
    ],
  }),
  {
    objects: ["kafka.server:type=raft-metrics"],
    pattern: "^kafka\\.server<type=raft-metrics><>current-state: (.+)",
    name: "kafka_server_raft_metrics_current_state",
    type: "GAUGE",
    labels: { state: "$1" },
    value: 1,
  },
];

/** Who leads the cluster: a KRaft controller, or a broker with ZooKeeper. */
export const leader: readonly Rule[] = [
  gauges({
    domain: controller,
    type: "KafkaController",
    names: [
      "ActiveControllerCount",
      "OfflinePartitionsCount",
      "PreferredReplicaImbalanceCount",
      "GlobalTopicCount",
      "GlobalPartitionCount",
      "ActiveBrokerCount",
      "FencedBrokerCount",
      "MetadataErrorCount",
      "LastAppliedRecordLagMs",
      "TimedOutBrokerHeartbeatCount",
    ],
  }),
  meters({ domain: controller, type: "ControllerStats", names: ["UncleanLeaderElectionsPerSec"] }),
  percentiles({ domain: controller, type: "ControllerEventManager", names: ["EventQueueTimeMs"] }),
];

const topicMeters = [
  "MessagesInPerSec",
  "BytesInPerSec",
  "BytesOutPerSec",
  "TotalProduceRequestsPerSec",
  "TotalFetchRequestsPerSec",
  "FailedProduceRequestsPerSec",
  "FailedFetchRequestsPerSec",
];

export const broker: readonly Rule[] = [
  ...node,
  ...leader,
  ...raft,
  gauges({ domain: server, type: "KafkaServer", names: ["BrokerState"] }),
  gauges({
    domain: server,
    type: "ReplicaManager",
    names: [
      "PartitionCount",
      "LeaderCount",
      "OfflineReplicaCount",
      "UnderReplicatedPartitions",
      "UnderMinIsrPartitionCount",
      "AtMinIsrPartitionCount",
      "ReassigningPartitions",
    ],
  }),
  meters({
    domain: server,
    type: "ReplicaManager",
    names: ["IsrShrinksPerSec", "IsrExpandsPerSec", "FailedIsrUpdatesPerSec"],
  }),
  gauges({
    domain: server,
    type: "ReplicaFetcherManager",
    names: ["MaxLag", "FailedPartitionsCount", "DeadThreadCount"],
    tags: ["clientId"],
  }),
  // The same MBeans exist for the whole broker and, with a further key, for each topic.
  meters({
    domain: server,
    type: "BrokerTopicMetrics",
    names: [...topicMeters, "ReplicationBytesInPerSec", "ReplicationBytesOutPerSec", "BytesRejectedPerSec"],
  }),
  {
    ...meters({ domain: server, type: "BrokerTopicMetrics", names: topicMeters, tags: ["topic"] }),
    name: "kafka_server_BrokerTopicMetrics_topic_$1_total",
  },
  gauges({ domain: server, type: "DelayedOperationPurgatory", names: ["PurgatorySize"], tags: ["delayedOperation"] }),
  ...requestTimes,
  gauges({ domain: network, type: "SocketServer", names: ["ExpiredConnectionsKilledCount"] }),
  gauges({ domain: log, type: "LogManager", names: ["OfflineLogDirectoryCount"] }),
  gauges({ domain: log, type: "LogCleaner", names: ["DeadThreadCount"] }),
  gauges({ domain: log, type: "LogCleanerManager", names: ["uncleanable-partitions-count"], tags: ["logDirectory"] }),
  gauges({ domain: log, type: "Log", names: ["Size"], tags: ["topic", "partition"] }),
  ...attributes({
    domain: server,
    type: "broker-metadata-metrics",
    gauges: ["last-applied-record-lag-ms", "metadata-load-error-count", "metadata-apply-error-count"],
  }),
  ...attributes({
    domain: server,
    type: "group-coordinator-metrics",
    counters: ["group-completed-rebalance-count", "offset-commit-count"],
  }),
  meters({
    domain: server,
    type: "SessionExpireListener",
    names: ["ZooKeeperExpiresPerSec", "ZooKeeperDisconnectsPerSec"],
  }),
  percentiles({ domain: server, type: "ZooKeeperClientMetrics", names: ["ZooKeeperRequestLatencyMs"] }),
];

/** A KRaft controller: no partitions and no clients. */
export const kraftController: readonly Rule[] = [...node, ...leader, ...raft];
