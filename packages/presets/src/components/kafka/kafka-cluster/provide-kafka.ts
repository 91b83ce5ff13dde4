import type { Kafka, Listener } from "../../../kafka/kafka.js";
import { retentionDefaults } from "../../../kafka/topic-defaults.js";
import { jarOf } from "../../../versions/jar.js";
import { kafkaUser } from "../../../versions/strimzi.js";
import { replicationOf } from "./configuration.js";
import { ports } from "./exports.js";
import type { DescribeCluster, Engine } from "./part.js";

/** Kafka on Kubernetes as a Kafka: the same with both engines, but for how topics and users are made. */
export function provideKafka(part: DescribeCluster, engine: Engine): Kafka {
  const { spec, uses, exports } = part;
  const { bootstrapHost, trust } = exports;
  const at = (port: number): Pick<Listener, "port" | "bootstrapServers" | "trust"> => ({
    port,
    bootstrapServers: `${bootstrapHost}:${port}`,
    trust,
  });
  return {
    version: spec.kafkaVersion,
    brokers: spec.brokers.replicas,
    zones: spec.zones,
    listeners: [
      { name: "scram", protocol: "SASL_SSL", mechanism: "SCRAM-SHA-512", ...at(ports.scram) },
      { name: "mtls", protocol: "SSL", ...at(ports.mtls) },
    ],
    defaults: { ...replicationOf(spec), ...retentionDefaults(exports.configuration) },
    tieredStorage: exports.tieredStorage !== undefined,
    storage: spec.brokers.replicas * spec.brokers.volumeSize,
    ...engine.behaviour(part),
    clusterName: exports.cluster,
    programs: {
      kafka: exports.image.kafka,
      image: exports.image.name,
      ownImage: exports.ownImage,
      jmxExporter: exports.image.jmxExporter,
      tools: { version: exports.image.kafka, image: exports.image.name, user: kafkaUser },
      iamLibrary: jarOf(uses.versions.libraries.awsMskIamAuth),
    },
    adminCertificate: exports.adminCertificate,
  };
}
