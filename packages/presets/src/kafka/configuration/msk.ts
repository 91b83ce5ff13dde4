import type { BrokerKey, Facts } from "./facts.js";

/** Where MSK allows less than Kafka does, or begins with another value. */
export type MskLimits = Pick<Facts, "min" | "max" | "default">;

/**
 * The broker keys that a custom MSK configuration may set on Standard brokers, with MSK's limits.
 * Source: Amazon MSK developer guide, "Custom Amazon MSK configurations"; defaults: "Default Amazon MSK configuration", for keys that a custom
 * configuration leaves out.
 */
export const mskKeys = {
  // Streamform writes default.replication.factor, min.insync.replicas, num.partitions and unclean.leader.election.enable by itself.
  "allow.everyone.if.no.acl.found": { default: "true" },
  "auto.create.topics.enable": { default: "false" },
  "compression.type": {},
  "connections.max.idle.ms": {},
  "default.replication.factor": { default: "as many as zones" },
  "delete.topic.enable": {},
  "group.initial.rebalance.delay.ms": {},
  "group.max.session.timeout.ms": {},
  "group.min.session.timeout.ms": {},
  "leader.imbalance.per.broker.percentage": {},
  "log.cleaner.delete.retention.ms": {},
  "log.cleaner.min.cleanable.ratio": {},
  "log.cleanup.policy": {},
  "log.flush.interval.messages": {},
  "log.flush.interval.ms": { min: 0 },
  "log.message.timestamp.after.max.ms": {},
  "log.message.timestamp.before.max.ms": {},
  "log.message.timestamp.difference.max.ms": {},
  "log.message.timestamp.type": {},
  "log.retention.bytes": {},
  "log.retention.hours": {},
  "log.retention.minutes": {},
  "log.retention.ms": {},
  "log.roll.ms": { min: 1 },
  "log.segment.bytes": {},
  "max.incremental.fetch.session.cache.slots": {},
  "message.max.bytes": {},
  "min.insync.replicas": { default: "one less than default.replication.factor" },
  "num.io.threads": {},
  "num.network.threads": { default: "5" },
  "num.partitions": { default: "3" },
  "num.recovery.threads.per.data.dir": {},
  "num.replica.fetchers": { default: "2" },
  "offsets.retention.minutes": {},
  "offsets.topic.replication.factor": {},
  "replica.fetch.max.bytes": {},
  "replica.fetch.response.max.bytes": {},
  "replica.lag.time.max.ms": { min: 10_000, max: 30_000, default: "30000" },
  "replica.selector.class": {},
  "replica.socket.receive.buffer.bytes": {},
  "socket.receive.buffer.bytes": { min: -1 },
  "socket.request.max.bytes": {},
  "socket.send.buffer.bytes": { min: -1 },
  "transaction.max.timeout.ms": {},
  "transaction.state.log.min.isr": {},
  "transaction.state.log.replication.factor": {},
  "transactional.id.expiration.ms": {},
  "unclean.leader.election.enable": { default: "false" },
  "zookeeper.connection.timeout.ms": { min: 6_000, max: 18_000 },
  "zookeeper.session.timeout.ms": { min: 6_000, max: 18_000, default: "18000" },
} as const satisfies { readonly [Key in BrokerKey]?: MskLimits };

export type MskKey = keyof typeof mskKeys;

/** Whether MSK runs this version without ZooKeeper, whose keys then mean nothing: `3.9.x.kraft`, and all from 4.0. */
export function runsOnKraft(mskVersion: string): boolean {
  return mskVersion.endsWith(".kraft") || Number.parseInt(mskVersion, 10) >= 4;
}
