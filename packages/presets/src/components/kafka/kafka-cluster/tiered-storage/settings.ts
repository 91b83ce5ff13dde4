import { folders } from "./folders.js";
import type { TieredStorage } from "./target.js";

/** The plugin's class, as `remote.log.storage.manager.class.name`. Kafka brings the interface and none that implements it. */
export const storageManager = "io.aiven.kafka.tieredstorage.RemoteStorageManager";

/**
 * The plugin's settings, by its own keys. It finds credentials by AWS's default chain of providers.
 *
 * Source: Aiven-Open/tiered-storage-for-apache-kafka at v1.1.1, README.md (sizes of chunks and prefetching) and docs/configs.rst.
 */
export function storageManagerSettings({ bucket, region, prefix, cacheSize }: TieredStorage): Record<string, string> {
  const mebibyte = 1024 ** 2;
  return {
    "storage.backend.class": "io.aiven.kafka.tieredstorage.storage.s3.S3Storage",
    "storage.s3.bucket.name": bucket,
    "storage.s3.region": region,
    "key.prefix": `${prefix}/`,
    "chunk.size": String(4 * mebibyte),
    "fetch.chunk.cache.class": "io.aiven.kafka.tieredstorage.fetch.cache.DiskChunkCache",
    "fetch.chunk.cache.path": folders.cache,
    "fetch.chunk.cache.size": String(cacheSize * mebibyte),
    "fetch.chunk.cache.prefetch.max.size": String(16 * mebibyte),
  };
}

/**
 * Copies of the topic that says which segments are where: as many as other topics have. Kafka's own defaults, 3 and 2, let a cluster of one broker
 * copy nothing.
 *
 * Source: TopicBasedRemoteLogMetadataManagerConfig of Apache Kafka; `min.isr` since 4.3, before it the brokers' min.insync.replicas holds.
 */
export function metadataTopicSettings({
  replicationFactor,
  minInsyncReplicas,
}: {
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
}): Record<string, number> {
  return {
    "rlmm.config.remote.log.metadata.topic.replication.factor": replicationFactor,
    "rlmm.config.remote.log.metadata.topic.min.isr": minInsyncReplicas,
  };
}
