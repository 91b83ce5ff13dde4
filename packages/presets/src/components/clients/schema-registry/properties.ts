import { type ClientLogin, provider } from "../../../kafka/login.js";
import { propertiesOf as propertiesFile } from "../../../kafka/properties.js";
import { port } from "./names.js";
import type { SchemaRegistrySpec } from "./spec.js";

/** Variables that the configuration reads. */
export const variables = { address: "POD_IP", bootstrapServers: "KAFKA_BOOTSTRAP_SERVERS" } as const;

/** Consumer groups: in the one the pods elect who writes, in the other they read the topic. Both begin with the user's name, as its rights do. */
export function groupsOf({ user }: Pick<SchemaRegistrySpec, "user">) {
  return { election: user, reader: `${user}-reader` } as const;
}

/**
 * Configuration, which holds no secret: credentials and the pod's address are read where they are used.
 *
 * Source: Confluent documentation, Schema Registry Configuration Options; confluentinc/schema-registry 8.3, SchemaRegistryConfig and KafkaStore, which
 * gives Kafka's clients what begins with `kafkastore.`; Apache Kafka documentation, "Configuration Providers".
 *
 * @param replicationFactor replicas of the topic; if the topic has fewer, the log has a warning
 */
export function propertiesOf(spec: SchemaRegistrySpec, login: ClientLogin, replicationFactor: number): string {
  const groups = groupsOf(spec);
  const settings = {
    listeners: `http://0.0.0.0:${port}`,
    "host.name": `\${env:${variables.address}}`,
    "inter.instance.protocol": "http",
    ...provider,
    "config.providers": "env,files",
    "config.providers.env.class": "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
    "schema.registry.group.id": groups.election,
    "schema.compatibility.level": spec.compatibility,
    "kafkastore.topic": spec.topic,
    "kafkastore.topic.replication.factor": replicationFactor,
    "kafkastore.group.id": groups.reader,
    ...Object.fromEntries(
      Object.entries({
        "bootstrap.servers": `\${env:${variables.bootstrapServers}}`,
        ...login.settings,
      }).map(([key, value]) => [`kafkastore.${key}`, value] as const),
    ),
  };
  return propertiesFile(settings);
}
