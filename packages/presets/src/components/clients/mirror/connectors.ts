import type { MirrorFlow } from "./flow.js";

/** Topics that are never mirrored: Kafka's, MirrorMaker's and Connect's own, and the registries of what Jobs may delete. */
const internalTopics = ["__.*", ".*[\\-.]internal", ".*\\.replica", "_streamform\\..*"];
/** Groups of tools that are there for a moment. */
const passingGroups = ["console-consumer-.*", "connect-.*", "__.*"];

const policies = {
  default: "org.apache.kafka.connect.mirror.DefaultReplicationPolicy",
  identity: "org.apache.kafka.connect.mirror.IdentityReplicationPolicy",
} as const;

/** What is mirrored, as MirrorMaker's lists of patterns. */
export function patternsOf({ settings }: MirrorFlow) {
  return {
    topics: settings.topics.join(","),
    topicsExclude: [...internalTopics, ...(settings.excludeTopics ?? [])].join(","),
    groups: settings.groups.join(","),
    groupsExclude: [...passingGroups, ...(settings.excludeGroups ?? [])].join(","),
  };
}

/** The brokers' default, in place of MirrorMaker's. */
const brokersDefault = -1;

/** Replication of the topics in which a worker keeps its state. */
export const workerConfig = {
  "config.storage.replication.factor": brokersDefault,
  "offset.storage.replication.factor": brokersDefault,
  "status.storage.replication.factor": brokersDefault,
} as const;

type Config = Readonly<Record<string, string | number | boolean>>;

/**
 * Configuration of the connectors, the same with both engines. Where offsets meet is kept in the target, so that the source is only read from. ACLs
 * are the target's own business.
 *
 * Source: Apache Kafka documentation, "MirrorMaker Configs".
 */
export function connectorConfigs({ settings }: MirrorFlow): { readonly source: Config; readonly checkpoint: Config } {
  const both = {
    "replication.policy.class": policies[settings.policy],
    "offset-syncs.topic.location": "target",
  };
  return {
    source: {
      ...both,
      "replication.factor": settings.replicationFactor ?? brokersDefault,
      "offset-syncs.topic.replication.factor": brokersDefault,
      "refresh.topics.interval.seconds": settings.refreshInterval,
      "sync.topic.acls.enabled": false,
    },
    checkpoint: {
      ...both,
      "checkpoints.topic.replication.factor": brokersDefault,
      "emit.checkpoints.interval.seconds": settings.syncInterval,
      "refresh.groups.interval.seconds": settings.refreshInterval,
      "sync.group.offsets.enabled": settings.syncGroupOffsets,
      "sync.group.offsets.interval.seconds": settings.syncInterval,
    },
  };
}
