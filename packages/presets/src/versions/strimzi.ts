/**
 * Strimzi's releases, and the images of Kafka that they carry: broker, ZooKeeper or KRaft, Connect, MirrorMaker 2, the command-line tools,
 * the JMX exporter's agent and kafka_exporter in one. Both engines run them.
 *
 * Looked up on 2026-11-25 in strimzi/strimzi-kafka-operator, at the tag of each release: kafka-versions.yaml, the Dockerfile and
 * kafka_run.sh of the Kafka image, the third-party libraries' pom.xml.
 */

/** An image of Kafka, by the release that built it. */
export interface KafkaImage {
  /** Exact version of Kafka. */
  readonly kafka: string;
  /** Version of the ZooKeeper in it; undefined where it has none. */
  readonly zookeeper?: string;
  readonly repository: "quay.io/strimzi/kafka";
  readonly tag: string;
  /** Digest of the multi-platform index, or null where nobody has recorded it: then the tag alone names the image. */
  readonly digest: string | null;
  readonly released: string;
  /** Shell pattern of the JMX exporter's agent in it. */
  readonly jmxExporter: string;
}

/** Path of kafka_exporter, which measures consumer lag, in every image. */
export const lagExporterPath = "/opt/kafka-exporter/kafka_exporter";

/** User and group ids of the images. */
export const kafkaUser = { uid: 1001, gid: 0 } as const;

const inLibs = "/opt/kafka/libs/jmx_prometheus_javaagent-*.jar";
const apart = "/opt/prometheus-jmx-exporter/jmx_prometheus_javaagent-*.jar";
const image = (release: string, kafka: string, rest: Omit<KafkaImage, "kafka" | "repository" | "tag" | "digest">) =>
  ({ kafka, repository: "quay.io/strimzi/kafka", tag: `${release}-kafka-${kafka}`, digest: null, ...rest }) as const;

/** Oldest first. */
export const kafkaImages: readonly KafkaImage[] = [
  image("0.42.0", "3.6.1", { zookeeper: "3.8.3", released: "2024-07-08", jmxExporter: inLibs }),
  image("0.45.1", "3.9.1", { zookeeper: "3.8.4", released: "2025-06-20", jmxExporter: inLibs }),
  image("1.2.0", "4.2.1", { released: "2026-08-18", jmxExporter: apart }),
  image("1.2.0", "4.3.1", { released: "2026-08-18", jmxExporter: apart }),
];

/** Versions of Kafka that an environment can ask for, oldest first. */
export const kafkaImageVersions = kafkaImages.map(({ kafka }) => kafka);

export function kafkaImage(images: readonly KafkaImage[], kafka: string): KafkaImage | undefined {
  return images.find((candidate) => candidate.kafka === kafka);
}

/** What the pinned release of the operator runs. */
export const strimziKafkaVersions: readonly string[] = ["4.2.0", "4.2.1", "4.3.0", "4.3.1"];

/** The `metadata.version` that each line of Kafka ends up with; from kafka-versions.yaml of Strimzi 0.45.1 and 1.2.0. */
export const kafkaMetadataVersions: Readonly<Record<string, string>> = {
  "3.9": "3.9-IV0",
  "4.2": "4.2-IV1",
  "4.3": "4.3-IV0",
};

const features = {
  "transaction.version": 2,
  "group.version": 1,
  "eligible.leader.replicas.version": 1,
  "share.version": 1,
  "streams.version": 1,
} as const;

/**
 * Levels of the features that each line of Kafka 4 ends up with, by `kafka-features.sh version-mapping` of 4.3.1. Without kraft.version: at level 1
 * the voters stand in the metadata log instead of the configuration, and a controller that lost its volume is no voter any more (KIP-853).
 */
export const kafkaFeatures: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "4.2": { "metadata.version": 29, ...features },
  "4.3": { "metadata.version": 30, ...features },
};

/**
 * Values of inter.broker.protocol.version from the oldest Kafka with ZooKeeper among the images to the newest. Kafka 3.9 itself speaks 0.8.0 and
 * all later ones (MetadataVersionValidator of 3.9.1).
 */
export const interBrokerProtocolVersions = ["3.6", "3.7", "3.8", "3.9"] as const;

/** Oldest Kubernetes that the pinned release of the operator supports; from its CHANGELOG, 0.51.0. */
export const strimziKubernetes = "1.30";
