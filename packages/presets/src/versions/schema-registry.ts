/**
 * Confluent's Schema Registry as a container, with the JMX exporter's agent beside it. Its licence is the Confluent Community License 1.0, which lets
 * anybody run it, but not sell it as a service; the decision on Schema Registry says why it is this one.
 *
 * Looked up on 2026-11-26: confluentinc/schema-registry-images, schema-registry/Dockerfile.ubi9; confluentinc/common-docker, base-java-micro/Dockerfile.ubi9
 * and pom.xml; tags as public repositories name them. Clients of Kafka 4 talk to brokers from 2.1 on (KIP-896).
 */
export const schemaRegistry = {
  repository: "docker.io/confluentinc/cp-schema-registry",
  tag: "8.3.1",
  /** Digest of the multi-platform index, or null where nobody has recorded it: then the tag alone names the image. */
  digest: null,
  /** Kafka whose clients are in it. */
  kafka: "4.3",
  /** Shell pattern of the JMX exporter's agent in it. */
  jmxExporter: "/usr/share/java/cp-base-new/jmx_prometheus_javaagent-*.jar",
  /** User and group ids of `appuser`. */
  user: { uid: 1000, gid: 1000 },
} as const;
