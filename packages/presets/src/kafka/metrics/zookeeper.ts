import type { Rule } from "./rule.js";

const domain = "org.apache.ZooKeeperService";
/** A server of an ensemble by itself, and as the follower or leader that it is now; one alone has other names. */
const served = [
  `${domain}:name0=ReplicatedServer_id*,name1=replica.*,name2=*`,
  `${domain}:name0=StandaloneServer_port*`,
];
const state =
  "^org\\.apache\\.ZooKeeperService<name0=(?:ReplicatedServer_id\\d+, name1=replica\\.\\d+, name2=\\w+|StandaloneServer_port\\d+)><>";
const rule = (attribute: string, name: string, type: Rule["type"] = "GAUGE"): Rule => ({
  objects: served,
  pattern: `${state}${attribute}:`,
  name: `zookeeper_${name}`,
  type,
});

/** An ensemble's servers. Sources: Apache ZooKeeper administrator's guide, "JMX"; ZooKeeperServerBean and QuorumBean of 3.8. */
export const zookeeper: readonly Rule[] = [
  {
    objects: [`${domain}:name0=ReplicatedServer_id*`],
    pattern: "^org\\.apache\\.ZooKeeperService<name0=ReplicatedServer_id\\d+><>QuorumSize:",
    name: "zookeeper_quorum_size",
    type: "GAUGE",
  },
  {
    objects: served,
    pattern:
      "^org\\.apache\\.ZooKeeperService<name0=ReplicatedServer_id\\d+, name1=replica\\.\\d+, name2=(Leader|Follower|Observer)><>StartTime:",
    name: "zookeeper_member",
    type: "GAUGE",
    labels: { role: "$1" },
    value: 1,
  },
  rule("AvgRequestLatency", "average_request_latency_ms"),
  rule("MaxRequestLatency", "maximum_request_latency_ms"),
  rule("OutstandingRequests", "outstanding_requests"),
  rule("NumAliveConnections", "alive_connections"),
  rule("PacketsReceived", "packets_received_total", "COUNTER"),
  rule("PacketsSent", "packets_sent_total", "COUNTER"),
  rule("FsyncThresholdExceedCount", "slow_fsync_total", "COUNTER"),
  rule("AuthFailedCount", "failed_authentication_total", "COUNTER"),
  {
    objects: [
      `${domain}:name0=ReplicatedServer_id*,name1=replica.*,name2=*,name3=InMemoryDataTree`,
      `${domain}:name0=StandaloneServer_port*,name1=InMemoryDataTree`,
    ],
    pattern: "^org\\.apache\\.ZooKeeperService<name0=.+, name\\d=InMemoryDataTree><>(NodeCount|WatchCount):",
    name: "zookeeper_tree_$1",
    type: "GAUGE",
  },
];
