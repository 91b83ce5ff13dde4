import type { BrokerKey, Facts } from "./facts.js";

/** Where MSK allows less than Kafka does. */
export type MskLimits = Pick<Facts, "min" | "max">;

/**
 * The broker keys that a custom MSK configuration may set on Standard brokers, with the limits that MSK puts on them.
 * Source: Amazon MSK developer guide, "Custom Amazon MSK configurations".
 */
export const mskKeys = {
  "allow.everyone.if.no.acl.found": {},
  "auto.create.topics.enable": {},
  "compression.type": {},
  "connections.max.idle.ms": {},
  "default.replication.factor": {},
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
  "min.insync.replicas": {},
  "num.io.threads": {},
  "num.network.threads": {},
  "num.partitions": {},
  "num.recovery.threads.per.data.dir": {},
  "num.replica.fetchers": {},
  "offsets.retention.minutes": {},
  "offsets.topic.replication.factor": {},
  "replica.fetch.max.bytes": {},
  "replica.fetch.response.max.bytes": {},
  "replica.lag.time.max.ms": { min: 10_000, max: 30_000 },
  "replica.selector.class": {},
  "replica.socket.receive.buffer.bytes": {},
  "socket.receive.buffer.bytes": { min: -1 },
  "socket.request.max.bytes": {},
  "socket.send.buffer.bytes": { min: -1 },
  "transaction.max.timeout.ms": {},
  "transaction.state.log.min.isr": {},
  "transaction.state.log.replication.factor": {},
  "transactional.id.expiration.ms": {},
  "unclean.leader.election.enable": {},
  "zookeeper.connection.timeout.ms": { min: 6_000, max: 18_000 },
  "zookeeper.session.timeout.ms": { min: 6_000, max: 18_000 },
} as const satisfies { readonly [Key in BrokerKey]?: MskLimits };

export type MskKey = keyof typeof mskKeys;

/** Whether MSK runs this version without ZooKeeper, whose keys then mean nothing: `3.9.x.kraft`, and all from 4.0. */
export function runsOnKraft(mskVersion: string): boolean {
  return mskVersion.endsWith(".kraft") || Number.parseInt(mskVersion, 10) >= 4;
}
